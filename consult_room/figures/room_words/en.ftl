# In the room: ratings, and what a record lacks.

completeness-title = What a good record of this kind still lacks
completeness-whole = The record lacks nothing.
completeness-count = { $present } of { $wanted } are there
rating-title = How was this consult?
rating-useful = It was useful
rating-understood = It was to be understood
rating-in_time = It came in time
rating-question = The question was clear
rating-material = The material was enough
rating-would-have-sent = Without it I would have sent the patient to another hospital
rating-would-yes = Yes
rating-would-no = No
rating-would-unsaid = I cannot say
rating-words = In a word
rating-save = Save
rating-saved = Rated. You may say it otherwise within 24 hours.
rating-scale = 1 – not at all, 5 – fully
