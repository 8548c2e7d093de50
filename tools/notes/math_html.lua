-- Formulas for HTML: pandoc's MathML, mended where browsers, which implement
-- the MathML Core standard, show it otherwise than TeX does.

local source = require "source"
local math_html = {}

-- Upright words: Core knows no mathvariant on mstyle. Other variants are
-- letters of their own in Unicode already.
local function variants(text)
  text = text:gsub('<mstyle mathvariant="normal">(.-)</mstyle>', function(inner)
    local word = inner:gsub("</?mi[^>]*>", "")
    if word:find("<", 1, true) then return nil end
    return '<mi mathvariant="normal">' .. word .. "</mi>"
  end)
  return (text:gsub('<mstyle mathvariant="[^"]*">(<mi>[^<]*</mi>)</mstyle>', "%1"))
end

-- max, log, Var: a thin space to the next letter, none to a bracket.
local function operators(text)
  local function named(name, after)
    local bracket = after:match("^<mrow><mo[^>]*>[(%[{]") or after:match("^<mo[^>]*>[(%[{]")
    return ('<mo lspace="0.1em" rspace="%s">%s</mo>'):format(bracket and "0" or "0.17em", name)
  end
  local out, at = {}, 1
  for first, name, last in text:gmatch("()<mo>(%a+)</mo>()") do
    out[#out + 1] = text:sub(at, first - 1) .. named(name, text:sub(last, last + 80))
    at = last
  end
  return table.concat(out) .. text:sub(at)
end

-- Brackets grow where TeX would let them grow, nowhere else.
local function brackets(text, tex)
  if tex:find("\\left", 1, true) or tex:find("\\begin", 1, true) then return text end
  return (text:gsub('stretchy="true"', 'stretchy="false"'))
end

function math_html.inline(element)
  if not FORMAT:match("html") then return nil end
  local doc = pandoc.Pandoc { pandoc.Plain { element } }
  local text = pandoc.write(doc, "html", { html_math_method = "mathml" })
  local body, rest = text:match("^(<math.-)(<annotation.*)$")
  if not body then
    source.stop(element.text:match("[^\n]*"), "a formula that is no MathML: write '"
      .. element.text .. "' in simpler TeX")
  end
  return pandoc.RawInline("html", brackets(operators(variants(body)), element.text) .. rest)
end

return math_html
