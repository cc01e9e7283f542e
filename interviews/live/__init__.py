"""The shell around the engine: reads answers, words questions, keeps what happened."""
