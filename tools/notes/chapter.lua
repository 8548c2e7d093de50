-- What filter.lua and index.lua do first: read the settings, number the chapter
-- by its stem, and find its heading.

local source = require "source"
local boxes = require "boxes"
local code = require "code"
local chapter = {}

local function setting(meta, name)
  return meta[name] and pandoc.utils.stringify(meta[name])
    or error("the filter needs -M " .. name .. "=...")
end

function chapter.set_up(meta)
  source.open(setting(meta, "chapter"))
  source.data = setting(meta, "data")
  source.figures = setting(meta, "figures")
  code.marks = setting(meta, "marks")
  boxes.edition = setting(meta, "edition")
  boxes.words = require "words"(setting(meta, "lang"))
  local digits = source.stem:match("^%a+(%d+)_")
  if not digits then
    source.stop("# ", "a chapter's file is named like ch04_dropout.md: its number is missing")
  end
  boxes.chapter = tonumber(digits)
end

-- The one level-1 heading, which must carry the stem.
function chapter.heading(doc)
  local found
  for _, block in ipairs(doc.blocks) do
    if block.t == "Header" and block.level == 1 then
      if found then
        source.stop("# " .. pandoc.utils.stringify(block),
          "a second level-1 heading: a chapter has one, write ##")
      end
      found = block
    end
  end
  if not found or found.identifier ~= source.stem then
    source.stop("# ", ("no heading with the chapter's stem: begin with '# Title {#%s}'")
      :format(source.stem))
  end
  return found
end

return chapter
