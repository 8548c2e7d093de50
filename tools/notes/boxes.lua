-- Boxes: tasks, bugs, and the divs ::: question, answer, pitfall and claim.
-- In HTML a box is a div with a head; in LaTeX an environment of book.tex.

local source = require "source"
local boxes = { edition = "student", chapter = 0, words = {}, whole_lines = 32 }

local n_questions = 0

local function head_html(label, name, notes)
  local out = pandoc.List { pandoc.Span(label, { class = "label" }) }
  if #name > 0 then out:extend { pandoc.Space(), pandoc.Span(name, { class = "name" }) } end
  for _, note in ipairs(notes) do
    out:extend { pandoc.Space(), pandoc.Span(note, { class = "note" }) }
  end
  return pandoc.Div({ pandoc.Plain(out) }, { class = "head" })
end

-- Code that fits well on a page is not split over two.
local function options(content)
  local lines = 0
  for _, block in ipairs(content) do
    if block.t == "CodeBlock" then lines = lines + select(2, block.text:gsub("\n", "")) + 1 end
  end
  return lines > 0 and lines <= boxes.whole_lines and "[unbreakable]" or ""
end

-- \begin{KINDbox}[options]{label}{name}{notes}
local function begin_latex(kind, options_text, label, name, notes)
  local function raw(text) return pandoc.RawInline("latex", text) end
  local out = pandoc.List { raw("\\begin{" .. kind .. "box}" .. options_text .. "{") }
  out:extend(label)
  out:insert(raw("}{"))
  out:extend(name)
  out:insert(raw("}{"))
  for i, note in ipairs(notes) do
    if i > 1 then out:insert(raw("\\headdot{}")) end
    out:extend(note)
  end
  out:insert(raw("}"))
  return pandoc.Plain(out)
end

-- kind: task, bug, question, pitfall, claim, code. label, name: inlines (name may
-- be empty). notes: lists of inlines for the right of the head. id: anchor or "".
function boxes.make(kind, id, label, name, notes, content)
  local out = pandoc.List()
  source.anchors[id] = true
  if FORMAT:match("latex") then
    if id ~= "" then
      out:insert(pandoc.RawBlock("latex", "\\boxtarget{" .. source.stem .. "-" .. id .. "}"))
    end
    out:insert(begin_latex(kind, options(content), label, name, notes))
    if content[1].t == "CodeBlock" then
      out:insert(pandoc.RawBlock("latex", "\\codefirst"))
    end
    out:extend(content)
    out:insert(pandoc.RawBlock("latex", "\\end{" .. kind .. "box}"))
    return out
  end
  out:insert(head_html(label, name, notes))
  out:extend(content)
  return { pandoc.Div(out, pandoc.Attr(id, { "box", kind }, { role = "group" })) }
end

local function title_of(div)
  local title = div.attributes.title
  if not title then return {} end
  return pandoc.utils.blocks_to_inlines(pandoc.read(title, "markdown").blocks)
end

-- An answer's last trace in the student's edition is here: nothing.
local function answer(div)
  if boxes.edition ~= "instructor" then return {} end
  local label = { pandoc.Str(boxes.words.answer) }
  local out
  if FORMAT:match("latex") then
    out = pandoc.List { begin_latex("answer", "", label, {}, {}) }
    out:extend(div.content)
    out:insert(pandoc.RawBlock("latex", "\\end{answerbox}"))
    return out
  end
  out = pandoc.List { head_html(label, {}, {}) }
  out:extend(div.content)
  return { pandoc.Div(out, { class = "model-answer" }) }
end

local function is_answer(block)
  return block.t == "Div" and block.classes[1] == "answer"
end

local function question(div)
  n_questions = n_questions + 1
  local number = ("%s %d.%d"):format(boxes.words.question, boxes.chapter, n_questions)
  local content = pandoc.List()
  for _, block in ipairs(div.content) do
    if is_answer(block) then content:extend(answer(block)) else content:insert(block) end
  end
  return boxes.make("question", div.identifier, { pandoc.Str(number) }, title_of(div), {}, content)
end

local function plain_box(kind)
  return function(div)
    local label = { pandoc.Str(boxes.words[kind]) }
    return boxes.make(kind, div.identifier, label, title_of(div), {}, div.content)
  end
end

local kinds = {
  answer = function() return nil end, -- its question sees to it
  claim = plain_box("claim"),
  pitfall = plain_box("pitfall"),
  question = question,
}

-- A box that pandoc did not see for want of its end would print its answer.
boxes.open_ends = {
  Str = function(element)
    if element.text:match("^:::") then
      source.stop(":::", "a box without its end, or a ::: within a line: write each ::: on a line "
        .. "of its own, one for every box that begins")
    end
  end,
}

-- Passes over a document that holds no other divs yet, in this order.
boxes.divs = {
  Div = function(div)
    local kind = div.classes[1] or ""
    if kinds[kind] then return kinds[kind](div) end
    source.stop("::: " .. kind, ("no box '%s': write ::: question, answer, pitfall or claim")
      :format(kind))
  end,
}

boxes.lost_answers = {
  Div = function(div)
    if is_answer(div) then
      source.stop("::: answer", "an answer outside a question: put it directly within "
        .. "::: question ... :::")
    end
  end,
}

return boxes
