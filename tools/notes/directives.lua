-- Finds the paragraphs !show NAME, !bug NAME and !table NAME [Caption].

local source = require "source"
local code = require "code"
local data = require "data"
local directives = {}

local verbs = {
  ["!show"] = code.show,
  ["!bug"] = code.bug,
  ["!table"] = function(directive, name, caption)
    return { data.table(name, directive, caption) }
  end,
}

-- The verb and the name of a paragraph that is a directive; nil for any other.
function directives.parse(paragraph)
  local first = paragraph.content[1]
  local verb = first and first.t == "Str" and first.text:match("^!%l+$")
  if not verb then return nil end
  local name = paragraph.content[3]
  return verb, name and pandoc.utils.stringify(name) or ""
end

local function check(paragraph, verb, name)
  local directive = verb .. " " .. name
  if not verbs[verb] then
    source.stop(verb, ("no directive '%s': write !show, !bug or !table"):format(verb))
  end
  if not name:match("^[%w_.-]+$") then
    source.stop(verb, ("'%s' needs a name: write %s NAME"):format(verb, verb))
  end
  local alone = #paragraph.content == 3
  if not alone and (verb ~= "!table" or paragraph.content[4].t ~= "Space") then
    source.stop(directive, ("more than '%s' in this paragraph: leave a blank line after it")
      :format(directive))
  end
  return directive
end

function directives.paragraph(paragraph)
  local verb, name = directives.parse(paragraph)
  if not verb then return nil end
  local directive = check(paragraph, verb, name)
  local caption = pandoc.List(paragraph.content):filter(function() return true end)
  for _ = 1, math.min(4, #caption) do caption:remove(1) end
  return verbs[verb](directive, name, caption)
end

return directives
