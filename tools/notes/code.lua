-- !show NAME and !bug NAME: code that the reader of marks hands out.

local source = require "source"
local boxes = require "boxes"
local code = { marks = "build/bin/marks", columns = 80 }

local function solution()
  return "solutions/" .. source.stem .. ".c"
end

local function quote(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- Runs `marks VERB ...` and returns what it prints, or nil and its complaint.
local function marks(...)
  local command = { quote(code.marks) }
  for _, word in ipairs { ... } do command[#command + 1] = quote(word) end
  local pipe = assert(io.popen(table.concat(command, " ") .. " 2>&1", "r"))
  local text = pipe:read("a"):gsub("%s+$", "")
  if pipe:close() then return text end
  return nil, text
end

local function must(directive, ...)
  local text, complaint = marks(...)
  return text or source.stop(directive, complaint)
end

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  return lines
end

local function trim(line)
  return (line:match("^%s*(.-)%s*$"))
end

local function c_block(text)
  return pandoc.CodeBlock(text, { class = "c" })
end

local function str(text)
  return { pandoc.Str(text) }
end

local function points_of(kind)
  local points = kind:match("^task%s+(%d+)$")
  if not points then return nil end
  if points == "1" then return boxes.words.point end
  return boxes.words.points:format(tonumber(points))
end

-- The instructor reads what the stub would have said: the todos, above the answer.
local function todos(directive, name)
  local items = {}
  for _, line in ipairs(lines_of(must(directive, "todos", solution(), name))) do
    if line ~= "" then items[#items + 1] = { pandoc.Plain(str(line)) } end
  end
  local lead = pandoc.Plain { pandoc.Strong(str(boxes.words.asked .. ":")) }
  return { lead, pandoc.BulletList(items) }
end

-- The head of the box says what the stub's first line would say again.
local function without_title(text)
  return (text:gsub("^%s*// Task [^\n]*\n", ""))
end

-- "task 3" or "region"; stops if the solution has no such name.
function code.kind(directive, name)
  local kind, complaint = marks("kind", solution(), name)
  return kind or source.stop(directive, ("%s shows no task or region '%s': mend the name or "
    .. "mark it there (%s)"):format(solution(), name, complaint))
end

function code.show(directive, name)
  local points = points_of(code.kind(directive, name))
  local id = (points and "task-" or "code-") .. name
  local lab = "lab/" .. source.stem .. ".c"
  local file = { pandoc.Code(boxes.edition == "student" and lab or solution()) }
  if not points then
    local text = must(directive, "show", solution(), name)
    return boxes.make("code", id, { pandoc.Code(name) }, {}, { file }, { c_block(text) })
  end
  local content = pandoc.List()
  if boxes.edition == "instructor" then
    content:extend(todos(directive, name))
    content:insert(c_block(must(directive, "show", solution(), name)))
  else
    content:insert(c_block(without_title(must(directive, "stub", solution(), name))))
  end
  return boxes.make("task", id, str(boxes.words.task), { pandoc.Code(name) },
    { str(points), file }, content)
end

-- The numbers of the lines that stand nowhere in the other text.
local function lines_only_in(lines, other)
  local known, out = {}, {}
  for _, line in ipairs(other) do known[trim(line)] = true end
  for number, line in ipairs(lines) do
    if not known[trim(line)] then out[#out + 1] = number end
  end
  return out
end

-- The signature and the wrong lines: the rest would give the answer away.
local function elided(mutant, wrong)
  local out, is_wrong, dots, body = {}, {}, false, false
  for _, number in ipairs(wrong) do is_wrong[number] = true end
  for number, line in ipairs(mutant) do
    if not body or is_wrong[number] or line == "}" then
      out[#out + 1] = line
      dots = false
    elseif not dots and line ~= "" then
      out[#out + 1] = "    // ..."
      dots = true
    end
    body = body or line == "{"
  end
  return table.concat(out, "\n")
end

local function solved(mistake, answer, mutant)
  local right = {}
  for _, number in ipairs(lines_only_in(answer, mutant)) do right[#right + 1] = answer[number] end
  local text = pandoc.List { pandoc.Strong(str(boxes.words.bug_mistake .. ":")), pandoc.Space(),
    pandoc.Str(mistake .. ".") }
  if #right == 0 then return { pandoc.Para(text) } end
  text:extend { pandoc.Space(), pandoc.Str(boxes.words.bug_right) }
  return { pandoc.Para(text), c_block(table.concat(right, "\n")) }
end

function code.bug(directive, name)
  local file = ("tests/mutants/%s/%s.mut"):format(source.stem, name)
  if not source.exists(file) then
    source.stop(directive, ("no mutant %s: mend the name or write that file"):format(file))
  end
  local task, mistake = must(directive, "mistake", file):match("^([^\t]*)\t(.*)$")
  local mutant = lines_of(must(directive, "mutant", solution(), file))
  local answer = lines_of(must(directive, "show", solution(), task))
  local wrong = lines_only_in(mutant, answer)
  if #wrong == 0 then
    source.stop(directive, file .. " only drops or moves lines, so a student would see nothing: "
      .. "change a line, or pick another mutant")
  end
  local content = pandoc.List { c_block(elided(mutant, wrong)) }
  if boxes.edition == "instructor" then
    content:extend(solved(mistake, answer, mutant))
  else
    content:extend(pandoc.read(boxes.words.bug_ask:format("`" .. task .. "`"), "markdown").blocks)
  end
  return boxes.make("bug", "bug-" .. name, str(boxes.words.bug), {}, { { pandoc.Code(task) } },
    content)
end

local tex = { ["\\"] = "\\textbackslash{}", ["~"] = "\\textasciitilde{}",
  ["^"] = "\\textasciicircum{}", ["'"] = "\\textquotesingle{}" }

-- Long code in a line of print may break after a sign.
function code.inline(element)
  if not FORMAT:match("latex") then return nil end
  local text = element.text:gsub("[\\~^'{}$&#%%_]", function(sign)
    return tex[sign] or "\\" .. sign
  end)
  text = text:gsub("%-%-", "-{}-"):gsub("[_/,.(]", "%0\\allowbreak{}")
  return pandoc.RawInline("latex", "\\texttt{" .. text .. "}")
end

-- Printed code has room for so many columns and no more.
function code.check(block)
  for _, line in ipairs(lines_of(block.text)) do
    if (utf8.len(line) or #line) > code.columns then
      source.stop(trim(line), ("code of %d columns, %d fit: break the line")
        :format(utf8.len(line) or #line, code.columns))
    end
  end
  if #block.classes == 0 then
    block.classes:insert("default")
    return block
  end
end

return code
