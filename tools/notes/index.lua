-- Turns a chapter into its entry on the index page: number, title, sections,
-- and how many tasks and points it has.
-- Takes the same settings as filter.lua.

local here = PANDOC_SCRIPT_FILE:match("^(.*)/") or "."
package.path = here .. "/?.lua;" .. package.path

local boxes = require "boxes"
local chapter = require "chapter"
local code = require "code"
local directives = require "directives"

local function count(n, one, many)
  return n == 1 and one or many:format(n)
end

local function tally(doc)
  local tasks, points = 0, 0
  doc:walk { Para = function(paragraph)
    local verb, name = directives.parse(paragraph)
    local worth = verb == "!show" and code.kind(verb .. " " .. name, name):match("^task (%d+)")
    if worth then tasks, points = tasks + 1, points + tonumber(worth) end
  end }
  local words = boxes.words
  if tasks == 0 then return "" end
  return count(tasks, words.tasks_one, words.tasks_many) .. ", "
    .. count(points, words.point, words.points)
end

local function html(text)
  return pandoc.RawInline("html", text)
end

local function linked(href, inlines)
  return pandoc.List { html(('<a href="%s">'):format(href)) } .. inlines .. { html("</a>") }
end

local function sections(doc, page)
  local items = pandoc.List()
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 2 then
      items:insert({ pandoc.Plain(linked(page .. "#" .. block.identifier, block.content)) })
    end
  end
  return items
end

function Pandoc(doc)
  chapter.set_up(doc.meta)
  local title = chapter.heading(doc)
  local page = title.identifier .. ".html"
  local blocks = pandoc.List {
    pandoc.RawBlock("html", ('<li><span class="number">%d</span>'):format(boxes.chapter)),
    pandoc.Header(2, linked(page, title.content)),
    pandoc.Plain { html('<p class="tally">'), pandoc.Str(tally(doc)), html("</p>") },
    pandoc.BulletList(sections(doc, page)),
    pandoc.RawBlock("html", "</li>"),
  }
  return pandoc.Pandoc(blocks, doc.meta)
end
