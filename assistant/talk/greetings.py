"""What is said to words that state nothing: the first greeting, and answers to 你好, 谢谢 and the like."""

GREETING = (
    "您好！我来帮您算一算，按文件大概可以救助多少。一次只问一件事，不知道的就选“不知道”。"
    "您也可以一次把情况都说出来。这里不保存您的任何信息。"
)


#: By the kind of the act.
GREETINGS = {
    "hello": "您好！",
    "thanks": "不用谢。还有要问的、要改的，直接说就行。",
    "begin": "好的，我来帮您算。回答几个问题，就能算出大概的数。",
    "human": "我是电脑程序，只按文件帮您算一算，不能代替工作人员。要找人，请到街道（乡镇）民政办或者医保窗口。",
}
