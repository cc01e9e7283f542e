"""The words of a report: from what was found, by a model or by rules, each sentence tied to the turns that it stands on."""
