-- Fits tables: wide ones scroll within their box in HTML and get wrapped
-- columns in print, where a line holds so many characters.

local source = require "source"
local figures = require "figures"
local tables = { room = 84, gap = 2.5, phone = 60 }

local function text_of(cell)
  return pandoc.utils.stringify(cell.contents or cell.content)
end

local function each_row(element, visit)
  for _, row in ipairs(element.head.rows) do visit(row) end
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do visit(row) end
  end
end

-- For each column the longest cell and the longest word, in characters.
local function measure(element)
  local cell_width, word_width = {}, {}
  for column = 1, #element.colspecs do cell_width[column], word_width[column] = 0, 0 end
  each_row(element, function(row)
    for column, cell in ipairs(row.cells) do
      local text = text_of(cell)
      cell_width[column] = math.max(cell_width[column], utf8.len(text))
      for word in text:gmatch("%S+") do
        word_width[column] = math.max(word_width[column], utf8.len(word))
      end
    end
  end)
  return cell_width, word_width
end

local function sum(list)
  local total = 0
  for _, value in ipairs(list) do total = total + value end
  return total
end

-- A column that is content with its share of the room gets what it wants; the
-- others share the rest, none narrower than its longest word.
local function share_out(room, want, least)
  local width, open = {}, #want
  repeat
    local share, settled = room / math.max(open, 1), false
    for column = 1, #want do
      local fixed = want[column] <= share and want[column]
        or least[column] > share and least[column]
      if not width[column] and fixed then
        width[column], room, open, settled = fixed, room - fixed, open - 1, true
      end
    end
  until not settled
  for column = 1, #want do width[column] = width[column] or room / open end
  return width
end

local function wrap(element, cell_width, word_width)
  local room = tables.room - tables.gap * (#cell_width - 1)
  if sum(word_width) > room then
    source.stop(text_of(element.head.rows[1].cells[1]), ("a table of %d columns is too wide to "
      .. "print: leave columns out or shorten words"):format(#cell_width))
  end
  for column, width in ipairs(share_out(room, cell_width, word_width)) do
    element.colspecs[column] = { element.colspecs[column][1], width / tables.room }
  end
end

local letters = { AlignLeft = "l", AlignDefault = "l", AlignRight = "r", AlignCenter = "c" }

local function column_type(spec)
  if not spec[2] then return letters[spec[1]] end
  local side = spec[1] == "AlignRight" and "raggedleft" or "raggedright"
  return (">{\\%s\\arraybackslash}p{%.3f\\linewidth}"):format(side, spec[2])
end

-- A tabular of our own: pandoc's longtable splits short tables over pages.
local function print_table(element)
  local function raw(text) return pandoc.RawInline("latex", text) end
  local types = element.colspecs:map(column_type)
  local out = pandoc.List { raw("\\begin{notestable}{" .. table.concat(types) .. "}{") }
  out:extend(pandoc.utils.blocks_to_inlines(element.caption.long))
  out:insert(raw("}"))
  local lines = 0
  each_row(element, function(row)
    if lines > 0 then out:insert(raw(lines == 1 and "\\midrule" or "")) end
    for column, cell in ipairs(row.cells) do
      out:insert(raw(column > 1 and "&" or "\n"))
      out:extend(pandoc.utils.blocks_to_inlines(cell.contents))
    end
    out:insert(raw("\\\\"))
    lines = lines + 1
  end)
  out:insert(raw("\\end{notestable}"))
  return pandoc.Plain(out)
end

function tables.fit(element)
  figures.number_table(element)
  local cell_width, word_width = measure(element)
  if not FORMAT:match("latex") then
    local classes = { "table", sum(cell_width) > tables.phone and "wide" or nil }
    return pandoc.Div({ element }, pandoc.Attr("", classes, { tabindex = "0" }))
  end
  -- Forget the widths that pandoc derives from a source line over 72 columns.
  for column, spec in ipairs(element.colspecs) do element.colspecs[column] = { spec[1] } end
  if sum(cell_width) + tables.gap * (#cell_width - 1) > tables.room then
    wrap(element, cell_width, word_width)
  end
  return print_table(element)
end

return tables
