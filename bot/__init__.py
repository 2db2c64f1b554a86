"""The running program: settings, channels, the pipeline, the command line."""
