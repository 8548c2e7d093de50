-- What a chapter's run measured: {{name}} from build/data/STEM/numbers.tsv and
-- !table NAME from build/data/STEM/NAME.tsv.

local source = require "source"
local data = {}

local function folder()
  return source.data .. "/" .. source.stem .. "/"
end

local function split_tabs(line)
  local cells = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do cells[#cells + 1] = cell end
  return cells
end

local function remake()
  return ("run `make plots ONLY=%s`"):format(source.stem)
end

-- 5e-08 reads 5 × 10⁻⁸, and -1 has a minus sign, not a hyphen.
local function typeset(value)
  local mantissa, sign, exponent = value:match("^(%-?%d+%.?%d*)[eE]([+-]?)0*(%d+)$")
  if not mantissa then return { pandoc.Str((value:gsub("^%-(%d)", "−%1"))) } end
  if sign == "-" then exponent = "−" .. exponent end
  local base = mantissa:gsub("^%-", "−") .. "\u{202f}×\u{202f}10"
  return { pandoc.Str(base), pandoc.Superscript { pandoc.Str(exponent) } }
end

local numbers

local function load_numbers(text)
  local path = folder() .. "numbers.tsv"
  local lines = source.file_lines(path)
  if not lines then
    source.stop(text, ("%s stands here, but %s is not there: %s"):format(text, path, remake()))
  end
  numbers = {}
  for _, line in ipairs(lines) do
    local name, value = line:match("^([^\t]+)\t(.*)$")
    if name then numbers[name] = value end
  end
end

local function lookup(name)
  local text = "{{" .. name .. "}}"
  if not numbers then load_numbers(text) end
  return numbers[name]
    or source.stop(text, ("no number '%s' in %snumbers.tsv: mend the name, or write it with "
      .. "number() in plots/%s.c and %s"):format(name, folder(), source.stem, remake()))
end

local function check_braces(rest)
  if rest:find("{{", 1, true) or rest:find("}}", 1, true) then
    source.stop(rest, ("'%s' is half a number: write {{name}} without blanks"):format(rest))
  end
  return rest
end

-- Replaces each {{name}} in a plain string, such as a figure's alt text.
function data.in_string(text)
  return check_braces((text:gsub("{{([%w_.+-]+)}}", lookup)))
end

-- The same for a Str, which becomes a list of inlines.
function data.in_str(element)
  local text = element.text
  if not (text:find("{{", 1, true) or text:find("}}", 1, true)) then return nil end
  local out, at = pandoc.List(), 1
  local function plain(piece)
    if piece ~= "" then out:insert(pandoc.Str(check_braces(piece))) end
  end
  for first, name, last in text:gmatch("(){{([%w_.+-]+)}}()") do
    plain(text:sub(at, first - 1))
    out:extend(typeset(lookup(name)))
    at = last
  end
  plain(text:sub(at))
  return out
end

-- gap: what stands between words; numbers such as 0.85 ± 0.01 stay on a line.
local function inlines(cell, gap)
  local out = pandoc.List()
  for word in cell:gmatch("%S+") do
    if #out > 0 then out:insert(gap) end
    out:extend(typeset(word))
  end
  return out
end

local function is_numeric(rows, column)
  local digits = false
  for _, row in ipairs(rows) do
    local cell = row[column]:gsub("±", ""):gsub("×", ""):gsub("−", "")
    if cell:find("[^%d%s.,%%eE+-]") then return false end
    digits = digits or cell:find("%d") ~= nil
  end
  return digits
end

local function read_table(name, text)
  local path = folder() .. name .. ".tsv"
  local lines = source.file_lines(path)
  if not lines then
    source.stop(text, ("no table %s: mend the name, or %s"):format(path, remake()))
  end
  local rows = {}
  for number, line in ipairs(lines) do
    rows[number] = split_tabs(line)
    if #rows[number] ~= #rows[1] then
      source.stop(text, ("%s:%d has %d cells under %d headings: %s"):format(path, number,
        #rows[number], #rows[1], remake()))
    end
  end
  if #rows < 2 then source.stop(text, path .. " has no rows: " .. remake()) end
  return table.remove(rows, 1), rows
end

-- The table as pandoc has it; numbers stand to the right of their columns.
function data.table(name, text, caption)
  local head, rows = read_table(name, text)
  local aligns, widths, head_cells, body = {}, {}, {}, {}
  for column, title in ipairs(head) do
    aligns[column] = is_numeric(rows, column) and "AlignRight" or "AlignLeft"
    widths[column] = 0
    head_cells[column] = { pandoc.Plain(inlines(title, pandoc.Space())) }
  end
  for i, row in ipairs(rows) do
    body[i] = {}
    for column, cell in ipairs(row) do
      local gap = aligns[column] == "AlignRight" and pandoc.Str("\u{a0}") or pandoc.Space()
      body[i][column] = { pandoc.Plain(inlines(cell, gap)) }
    end
  end
  local simple = pandoc.SimpleTable(caption, aligns, widths, head_cells, body)
  return pandoc.utils.from_simple_table(simple)
end

return data
