"""The consult room: a doctor or a crew asks a specialist, who is reached, answers and concludes."""
