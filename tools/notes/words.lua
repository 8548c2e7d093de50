-- Every word that the notes add to a chapter, by language. An edition in
-- another language adds a table here; words(lang) picks it.

local en = {
  answer = "Answer",
  asked = "Students are asked",
  bug = "Spot the bug",
  bug_ask = "The tests refuse this answer to %s. The dots stand for lines that are right. "
    .. "What is wrong, and how would it show?",
  bug_mistake = "The mistake",
  bug_right = "The answer has:",
  chapter = "Chapter",
  chapters = "Chapters",
  claim = "Claim",
  contents = "In this chapter",
  figure = "Figure",
  index = "All chapters",
  next = "Next",
  pitfall = "Pitfall",
  point = "1 point",
  points = "%d points",
  previous = "Previous",
  question = "Question",
  skip = "Skip to the text",
  table = "Table",
  task = "Task",
  tasks_many = "%d tasks",
  tasks_one = "1 task",
  turn = "Turn the page",
}

local languages = { en = en }

return function(lang)
  return languages[lang] or en
end
