"""Does the engine mean by BPMN what others mean? Recorded runs of other tools, compared."""
