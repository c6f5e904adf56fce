"""`winnow train`, `eval` and `chat`: a training's recipe, its commands and what they say."""
