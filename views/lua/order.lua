-- The total order of crdt/order.py. Its truth table is run against these two functions.

-- SUBTLE: `<` on strings follows the server's locale, so bytes are compared: some at a time, for stamps
-- often begin alike. Beyond the end of a string there is none, which is less than any.
local function bytes_less(a, b)
  if a == b then return false end
  local byte = string.byte
  for i = 1, math.max(#a, #b), 5 do
    local a1, a2, a3, a4, a5 = byte(a, i, i + 4)
    local b1, b2, b3, b4, b5 = byte(b, i, i + 4)
    if a1 ~= b1 then return (a1 or -1) < (b1 or -1) end
    if a2 ~= b2 then return (a2 or -1) < (b2 or -1) end
    if a3 ~= b3 then return (a3 or -1) < (b3 or -1) end
    if a4 ~= b4 then return (a4 or -1) < (b4 or -1) end
    if a5 ~= b5 then return (a5 or -1) < (b5 or -1) end
  end
  return false
end

local function standing_less(score_a, live_a, score_b, live_b)
  if score_a ~= score_b then return score_a < score_b end
  return live_b and not live_a
end

-- Stamps as scores need all 53 bits; `..` and tostring would keep 14 digits.
local function digits(number) return string.format('%.17g', number) end

-- A number as a reader is told it: whatever stands in the store, one page is not broken by it.
local function rounded(text)
  if not text or string.find(text, '^%-?%d+$') then return text end
  local number = tonumber(text)
  if not number or number ~= number or math.abs(number) > 2 ^ 53 then return '0' end
  return digits(math.floor(number))
end

local function score_of(stamp)
  return (tonumber(string.sub(stamp, 1, 12), 16) - 1577836800000) * 4096
    + tonumber(string.sub(stamp, 13, 15), 16)
end

-- Whether a double holds the number exactly, and it is whole. No comparison holds for NaN.
local function is_whole(number, least)
  return type(number) == 'number' and number >= least and number < 2 ^ 53 and number % 1 == 0
end

local CHUNK = 1000 -- unpack fails above some 8,000 values

-- A list of values, in commands of some.
local function in_chunks(command, key, values, first, last)
  for i = first, last, CHUNK do
    redis.call(command, key, unpack(values, i, math.min(i + CHUNK - 1, last)))
  end
end
