"""Commands of dispatch: gather what is needed, let the domain decide, record what happened."""
