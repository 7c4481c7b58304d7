# Thanking one another.
thanks-how = Reply to the message of whoever helped you: /thanks, or simply “thank you”.
thanks-self = That's kind, but thanks are for others. 😄
thanks-twice = You've thanked them today already. Tomorrow again!
thanks-enough = You've been generous today. More thanks tomorrow!
thanks-off = Thanks earn nothing here, but I'm sure they are heard. 😊
