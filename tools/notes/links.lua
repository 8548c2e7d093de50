-- Links within the book: to a heading or box of the chapter, to another
-- chapter, and [](#figure-NAME), [](#task-NAME), whose text is filled in.

local source = require "source"
local figures = require "figures"
local links = {}

local latex = FORMAT:match("latex")

-- In the book all chapters share one space of anchors.
local function anchor(id)
  return latex and id ~= source.stem and source.stem .. "-" .. id or id
end

local function remember(element)
  if element.identifier ~= "" then source.anchors[element.identifier] = true end
end

local function is_chapter(stem)
  return source.exists(source.path:gsub("[^/]+$", "") .. stem .. ".md")
end

local function filled(link, id)
  local name = id:match("^task%-(.+)$")
  if name then return { pandoc.Code(name) } end
  local label = figures.label(id:match("^figure%-(.+)$"))
  return label and { pandoc.Str(label) }
    or source.stop("(#" .. id .. ")", "only a figure or a task has a name of its own: write "
      .. "[text](#" .. id .. ")")
end

function links.link(element)
  local target = element.target
  if target:match("^https?://") then return nil end
  local stem = target:match("^([%w_]+)%.md$") or target:match("^#(.+)$")
  if stem and stem ~= source.stem and not source.anchors[stem] and is_chapter(stem) then
    element.target = latex and "#" .. stem or stem .. ".html"
    return element
  end
  local id = target:match("^#(.+)$")
  if not id or not source.anchors[id] then
    source.stop("(" .. target .. ")", ("link to nowhere '%s': write #ANCHOR of this chapter, "
      .. "CHAPTER.md or https://..."):format(target))
  end
  if #element.content == 0 then element.content = filled(element, id) end
  element.target = "#" .. anchor(id)
  return element
end

-- To be walked before the links.
links.anchors = {
  Header = function(header)
    remember(header)
    header.identifier = anchor(header.identifier)
    return header
  end,
  Div = remember,
  Span = remember,
}

return links
