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

-- Which lines of the mutated code stand nowhere in the answer.
local function wrong_lines(answer, mutant)
  local right, wrong = {}, {}
  for _, line in ipairs(answer) do right[trim(line)] = true end
  for number, line in ipairs(mutant) do
    if not right[trim(line)] then wrong[#wrong + 1] = number end
  end
  return wrong
end

-- The signature and the wrong lines: the rest would give the answer away.
local function elided(mutant, wrong)
  local out, is_wrong, dots = {}, {}, false
  for _, number in ipairs(wrong) do is_wrong[number] = true end
  local body = false
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

local function bug_content(task, mistake, answer, mutant, wrong)
  if boxes.edition ~= "instructor" then
    local ask = boxes.words.bug_ask:format("`" .. task .. "`")
    return { c_block(elided(mutant, wrong)), pandoc.read(ask, "markdown").blocks[1] }
  end
  local where = boxes.words.bug_lines:format(table.concat(wrong, ", "))
  local block = c_block(table.concat(mutant, "\n"))
  block.classes:insert("numberLines")
  local shade = ("\\codefirst\\fvset{highlightlines={%s}}"):format(table.concat(wrong, ","))
  return { pandoc.RawBlock("latex", shade), block, pandoc.Para {
    pandoc.Strong(str(boxes.words.bug_mistake .. ":")), pandoc.Space(),
    pandoc.Str(mistake .. " (" .. where .. ").") } }
end

function code.bug(directive, name)
  local file = ("tests/mutants/%s/%s.mut"):format(source.stem, name)
  if not source.exists(file) then
    source.stop(directive, ("no mutant %s: mend the name or write that file"):format(file))
  end
  local task, mistake = must(directive, "mistake", file):match("^([^\t]*)\t(.*)$")
  if not task then source.stop(directive, file .. ": `marks mistake` names no task and mistake") end
  local mutant = lines_of(must(directive, "mutant", solution(), file))
  local answer = lines_of(must(directive, "show", solution(), task))
  local wrong = wrong_lines(answer, mutant)
  if #wrong == 0 then
    source.stop(directive, file .. " only drops or moves lines, so a student would see nothing: "
      .. "change a line, or pick another mutant")
  end
  return boxes.make("bug", "bug-" .. name, str(boxes.words.bug), {}, { { pandoc.Code(task) } },
    bug_content(task, mistake, answer, mutant, wrong))
end

local tex = { ["\\"] = "\\textbackslash{}", ["~"] = "\\textasciitilde{}",
  ["^"] = "\\textasciicircum{}", ["'"] = "\\textquotesingle{}" }

-- Long code in a line of print may break after a sign.
function code.inline(element)
  if not FORMAT:match("latex") then return nil end
  local text = element.text:gsub("[\\~^'{}$&#%%_]", function(sign) return tex[sign] or "\\" .. sign end)
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
