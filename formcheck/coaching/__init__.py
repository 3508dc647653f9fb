"""From measures to advice: what an exercise is, which repetition was wrong, and in which words to say so."""
