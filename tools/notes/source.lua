-- The chapter that is being read: its path, its lines, and how to stop at one
-- of them. Every other part of the filter reports its errors through stop().

local source = {
  path = "?",
  stem = "?",
  lines = {},
  data = "build/data", -- what the runs wrote
  figures = "build/figures",
  anchors = {}, -- the names that a link may point to
}

function source.file_lines(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local lines = {}
  for line in file:lines() do
    lines[#lines + 1] = (line:gsub("\r$", ""))
  end
  file:close()
  return lines
end

function source.exists(path)
  local file = io.open(path, "r")
  if file then file:close() end
  return file ~= nil
end

function source.open(path)
  source.path = path
  source.stem = path:match("([^/]+)%.md$") or path
  source.lines = source.file_lines(path) or {}
end

-- pandoc keeps no line numbers: the place is where the text first stands
-- outside fenced code or, failing that, anywhere.
local function line_of(text)
  local inside, fallback = false, nil
  for number, line in ipairs(source.lines) do
    if line:match("^%s*```") or line:match("^%s*~~~") then inside = not inside end
    if line:find(text, 1, true) then
      if not inside then return number end
      fallback = fallback or number
    end
  end
  return fallback or 1
end

-- Ends the build. text: what to look for in the chapter; the message says what
-- is wrong and what to do.
function source.stop(text, message)
  io.stderr:write(("%s:%d: %s\n"):format(source.path, line_of(text), message))
  os.exit(1)
end

return source
