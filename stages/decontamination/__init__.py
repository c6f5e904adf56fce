"""Decontamination: pairs that hold items of the sets that a model will be measured on."""
