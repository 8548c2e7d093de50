-- Turns a chapter into one edition of the notes:
--   pandoc -L tools/notes/filter.lua -M edition=student|instructor -M lang=en
--          -M chapter=chapters/STEM.md -M marks=build/bin/marks -M data=build/data
--          -M figures=build/figures -t html|latex
-- An error stops the build and names the chapter's line.

local here = PANDOC_SCRIPT_FILE:match("^(.*)/") or "."
package.path = here .. "/?.lua;" .. package.path

local source = require "source"
local boxes = require "boxes"
local chapter = require "chapter"
local code = require "code"
local data = require "data"
local directives = require "directives"
local figures = require "figures"
local links = require "links"
local formulas = require "math_html"
local tables = require "tables"

local passes = {
  boxes.open_ends,
  boxes.divs,
  boxes.lost_answers,
  { Para = directives.paragraph },
  { Para = figures.block },
  { Image = figures.stray, Str = data.in_str, Code = code.inline,
    CodeBlock = code.check },
  { Table = tables.fit },
  links.anchors,
  { Math = formulas.inline },
  { Link = links.link },
}

-- In print the chapter's number comes from here; a page's template prints
-- number and title.
local function place_title(doc)
  local title = chapter.heading(doc)
  source.anchors[source.stem] = true
  if FORMAT:match("latex") then
    doc.blocks:insert(1, pandoc.RawBlock("latex",
      ("\\setcounter{chapter}{%d}"):format(boxes.chapter - 1)))
    return
  end
  doc.meta.title = pandoc.MetaInlines(title.content)
  doc.meta.pagetitle = pandoc.utils.stringify(title.content)
  doc.meta.number = tostring(boxes.chapter)
  doc.meta.stem = source.stem
  doc.meta.words = boxes.words
  doc.blocks = doc.blocks:filter(function(block)
    return block.t ~= "Header" or block.level > 1
  end)
end

function Pandoc(doc)
  chapter.set_up(doc.meta)
  chapter.heading(doc)
  for _, pass in ipairs(passes) do doc = doc:walk(pass) end
  place_title(doc)
  return doc
end
