-- ![Caption](figure:NAME){alt="..."} as a numbered figure, from
-- build/figures/STEM-NAME.svg in HTML and .pdf in LaTeX.

local source = require "source"
local boxes = require "boxes"
local data = require "data"
local figures = { number = {} }

local n_figures = 0

local function name_of(image)
  return image.src:match("^figure:(.+)$")
end

local function label(name)
  return ("%s %s"):format(boxes.words.figure, figures.number[name])
end

function figures.label(name)
  return figures.number[name] and label(name)
end

local function file_of(name, ending)
  local path = ("%s/%s-%s.%s"):format(source.figures, source.stem, name, ending)
  if source.exists(path) then return path end
  source.stop("figure:" .. name, ("no figure %s: mend the name, write plots/%s-%s.gp, or run "
    .. "`make plots ONLY=%s`"):format(path, source.stem, name, source.stem))
end

local function alt_of(image, name)
  local alt = image.attributes.alt or ""
  if not alt:find("%S") then
    source.stop("figure:" .. name, ("figure '%s' has no alt text: add {alt=\"what is to be "
      .. "seen\"}"):format(name))
  end
  return data.in_string(alt)
end

local function escape(text)
  return (text:gsub('[&<>"]', { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
    ['"'] = "&quot;" }))
end

-- The picture's size, so that the page does not jump while it loads; the style
-- sheet wants to know the width too.
local function size_of(path)
  local lines = source.file_lines(path)
  local head = table.concat(lines, " ", 1, math.min(3, #lines))
  local box = head:match('viewBox="0 0 ([%d.]+ [%d.]+)"')
  if not box then return "" end
  local width, height = box:match("(%S+) (%S+)")
  return (' width="%s" height="%s" style="--width: %s"'):format(width, height, width)
end

local function html(name, image, alt)
  local path = file_of(name, "svg")
  local href = "figures/" .. path:match("[^/]+$")
  return {
    pandoc.RawBlock("html", ('<figure id="figure-%s"><a class="card" href="%s">'
      .. '<img src="%s" alt="%s"%s></a><figcaption>'):format(name, href, href, escape(alt),
      size_of(path))),
    pandoc.Plain(pandoc.List { pandoc.Span(label(name), { class = "label" }), pandoc.Space() }
      .. image.caption),
    pandoc.RawBlock("html", "</figcaption></figure>"),
  }
end

local function latex(name, image)
  local file = file_of(name, "pdf"):match("[^/]+$")
  local function raw(text) return pandoc.RawInline("latex", text) end
  local out = pandoc.List { raw("\\begin{figure}[htbp]\\centering\\boxtarget{" .. source.stem
    .. "-figure-" .. name .. "}\\fitpicture{" .. file .. "}\\caption{") }
  out:extend(image.caption)
  out:insert(raw("}\\end{figure}"))
  return pandoc.Plain(out)
end

-- For a paragraph that is one image.
function figures.block(paragraph)
  local image = paragraph.content[1]
  if #paragraph.content ~= 1 or image.t ~= "Image" then return nil end
  local name = name_of(image)
  if not name then return nil end
  if figures.number[name] then
    source.stop("figure:" .. name, ("figure '%s' stands here twice: refer to it with "
      .. "[](#figure-%s)"):format(name, name))
  end
  n_figures = n_figures + 1
  source.anchors["figure-" .. name] = true
  figures.number[name] = ("%d.%d"):format(boxes.chapter, n_figures)
  local alt = alt_of(image, name)
  if FORMAT:match("latex") then return latex(name, image) end
  return html(name, image, alt)
end

-- Any image that is left is not a figure.
function figures.stray(image)
  source.stop(image.src, ("image '%s' is no figure: write ![Caption](figure:NAME){alt=\"...\"} as "
    .. "a paragraph of its own"):format(image.src))
end

-- A captioned table is numbered like a figure; LaTeX does so by itself.
local n_tables = 0

function figures.number_table(element)
  local long = element.caption.long
  if #long == 0 or FORMAT:match("latex") then return end
  n_tables = n_tables + 1
  local text = ("%s %d.%d"):format(boxes.words.table, boxes.chapter, n_tables)
  long[1].content = pandoc.List { pandoc.Span(text, { class = "label" }), pandoc.Space() }
    .. long[1].content
end

return figures
