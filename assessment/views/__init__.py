"""Pages of the assessment, one file a page or two: guard, access, form, service, render."""
