// How people write times and shares, and how BPMN does: 1h30m and PT1H30M.
(() => {
  const PART = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g;
  const WHOLE = /^(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d)\s*)+$/;
  const ISO = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
  const UNITS = { d: 86400, h: 3600, m: 60, s: 1, ms: 0.001 };

  const fail = (message) => {
    throw new RangeError(message);
  };

  const isoOf = (seconds) => {
    const left = { D: Math.floor(seconds / 86400), H: Math.floor((seconds % 86400) / 3600), M: Math.floor((seconds % 3600) / 60) };
    const rest = Math.round((seconds % 60) * 1000) / 1000;
    const time = `${left.H ? `${left.H}H` : ""}${left.M ? `${left.M}M` : ""}${rest ? `${rest}S` : ""}`;
    return `P${left.D ? `${left.D}D` : ""}${time ? `T${time}` : ""}`;
  };

  const toIso = (text) => {
    const wanted = text.trim();
    if (!wanted || /^P/i.test(wanted) || /^R\d*\//i.test(wanted)) return wanted.toUpperCase();
    const given = wanted.toLowerCase();
    if (!WHOLE.test(given)) fail("Write a time such as 30m, 2h or 3d.");
    const seconds = [...given.matchAll(PART)].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0);
    return seconds > 0 ? isoOf(seconds) : fail("It has to be longer than 0.");
  };

  const fromIso = (text) => {
    const found = ISO.exec((text ?? "").trim());
    if (!found || !found.slice(1).some(Boolean)) return text ?? "";
    const names = ["d", "h", "m", "s"];
    return found.slice(1).map((amount, place) => (Number(amount) ? `${amount}${names[place]}` : "")).join("");
  };

  const toShare = (text) => {
    const wanted = text.trim();
    if (!wanted) return "";
    const found = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(wanted) ?? fail("Write a share such as 30% or 0.3.");
    const share = found[2] ? Number(found[1]) / 100 : Number(found[1]);
    return share <= 1 ? wanted.replace(/\s/g, "") : fail("It has to be between 0% and 100%.");
  };

  const toCount = (text) => {
    const wanted = text.trim();
    return !wanted || /^[1-9]\d{0,8}$/.test(wanted) ? wanted : fail("Write a whole number such as 3.");
  };

  window.designer.values = { toIso, fromIso, toShare, toCount };
})();
