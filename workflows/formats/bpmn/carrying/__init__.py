"""What BPMN says of an element and a definition has no field for: carried as a fragment of XML in
``Node.foreign``, ``Flow.foreign`` and ``Definition.foreign`` under ``bpmn``, and given back."""
