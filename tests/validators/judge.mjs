// Other people's parsers as one command: `node judge.mjs KIND FILE...` prints a JSON list with the
// problems of each file, in their order. KIND is asl, asyncapi, bpmnlint, camunda8, mermaid or
// openworkflow.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const asl = async () => {
  const { default: loaded } = await import("asl-validator");
  const validate = loaded.default ?? loaded;
  return async (text) => {
    const { isValid, errors } = validate(JSON.parse(text));
    return isValid ? [] : errors.map((one) => one.message ?? JSON.stringify(one));
  };
};

const asyncapi = async () => {
  const { Parser } = await import("@asyncapi/parser");
  const parser = new Parser();
  return async (text) => {
    const diagnostics = await parser.validate(text);
    // 0 is an error and 1 a warning; 2 and 3 only recommend.
    return diagnostics.filter((one) => one.severity < 2).map((one) => `${one.path.join(".")}: ${one.message}`);
  };
};

const bpmnlint = async () => {
  const { BpmnModdle } = await import("bpmn-moddle");
  const { Linter } = await import("bpmnlint");
  const { default: NodeResolver } = await import("bpmnlint/lib/resolver/node-resolver.js");
  const linter = new Linter({ config: { extends: "bpmnlint:correctness" }, resolver: new NodeResolver() });
  return async (text) => {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
    const reports = await linter.lint(rootElement);
    const found = Object.entries(reports).flatMap(([rule, ones]) => ones.map((one) => ({ rule, ...one })));
    return [
      ...warnings.map((one) => `bpmn-moddle: ${one.message}`),
      ...found.filter((one) => one.category === "error").map((one) => `${one.rule}: ${one.id}: ${one.message}`),
    ];
  };
};

// Whether Camunda 8.9 deploys it: the rules that Camunda's own modeler applies.
const camunda8 = async () => {
  const { BpmnModdle } = await import("bpmn-moddle");
  const { Linter } = await import("bpmnlint");
  const { default: NodeResolver } = await import("bpmnlint/lib/resolver/node-resolver.js");
  const zeebe = JSON.parse(await readFile(new URL("node_modules/zeebe-bpmn-moddle/resources/zeebe.json", import.meta.url)));
  const config = { extends: ["bpmnlint:correctness", "plugin:camunda-compat/camunda-cloud-8-9"] };
  const linter = new Linter({ config, resolver: new NodeResolver({ require: createRequire(import.meta.url) }) });
  return async (text) => {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(text);
    const reports = await linter.lint(rootElement);
    const found = Object.entries(reports).flatMap(([rule, ones]) => ones.map((one) => ({ rule, ...one })));
    return [
      ...warnings.map((one) => `bpmn-moddle: ${one.message}`),
      ...found.filter((one) => one.category === "error").map((one) => `${one.rule}: ${one.id}: ${one.message}`),
    ];
  };
};

const mermaid = async () => {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>");
  globalThis.window = window;
  globalThis.document = window.document;
  const { default: loaded } = await import("mermaid");
  return async (text) => {
    await loaded.parse(text);
    return [];
  };
};

const openworkflow = async () => {
  const { default: loaded } = await import("@serverlessworkflow/sdk");
  return async (text) => {
    const read = loaded.Classes.Workflow.deserialize(text);
    read.validate();
    return [];
  };
};

const KINDS = { asl, asyncapi, bpmnlint, camunda8, mermaid, openworkflow };

const [kind, ...paths] = process.argv.slice(2);
const judge = await KINDS[kind]();
const answers = [];
for (const path of paths) {
  try {
    answers.push(await judge(await readFile(path, "utf-8")));
  } catch (error) {
    answers.push([String(error.message ?? error)]);
  }
}
process.stdout.write(JSON.stringify(answers));
