-- The language of derivations: what their Lua calls, beside how records are read. What does not fit raises
-- an error, as views/derive/checked.py does.

-- A domain's derivations, by kind: from an id to what it enters, adds, gives and reads. lights: the same of
-- what light fields alone decide: scores of places that stay.
local derivations, lights = {}, {}

-- By kind and field: whether a change of it is LIGHT, or FULL. What is not there changes nothing.
local LIGHT, FULL = 1, 2
local needs = {}

-- By kind and field: whether other records read it.
local exposed = {}

-- By kind of the record that stands in a list, and by what the list's name begins with, up to the colon: of
-- which kind the record is, whose id the rest of the name is, that looks at the list when it is placed.
local watched = {}

-- Likewise: of which kind those are who are told when something in the list has changed.
local hinted = {}

-- By what the names of a board's lists begin with, up to the colon and without a date: of which kind those
-- are who are told when something in it has changed.
local boards_hinted, boards_tell = {}, false

-- What the derivation of one record has said so far: names and scores of lists, names and amounts of sums,
-- keys, amounts and lists of parts of boards, and the other records that it read.
local entered_n, added_n, given_n, read_n = 0, 0, 0, 0
local entered_names, entered_scores = {}, {}
local added_names, added_amounts = {}, {}
local given_keys, given_amounts, given_lists = {}, {}, {}
local read_items = {}
local placed_owner

local function whole(number)
  if type(number) ~= 'number' or number % 1 ~= 0 or number >= 2 ^ 53 or number <= -2 ^ 53 then
    error(tostring(number) .. ' is no whole number below 2^53', 0)
  end
  return number + 0
end

local function digits_of(number) return string.format('%d', number) end

local function text(value)
  if type(value) == 'number' then return digits_of(whole(value)) end
  if type(value) ~= 'string' then error('a ' .. type(value) .. ' is no text', 0) end
  if string.find(value, '%c') then error('a text has a control character', 0) end
  return value
end

-- A member of a board: what stands behind the last space of a part's key.
local function word(value)
  if string.find(value, ' ', 1, true) then error('a member of a board has a space', 0) end
  return value
end

local function truth(value)
  return value ~= nil and value ~= false and value ~= 0 and value ~= '' and value ~= cjson.null
    and not (type(value) == 'table' and next(value) == nil)
end

local function present(value)
  if value == cjson.null then return nil end
  return value
end

local function member(of, name)
  if type(of) ~= 'table' or #of > 0 then error('a ' .. type(of) .. ' has no members', 0) end
  return present(of[name])
end

local function items(of)
  if type(of) ~= 'table' or (#of == 0 and next(of) ~= nil) then
    error('a ' .. type(of) .. ' is no array', 0)
  end
  return of
end

local function same(one, other)
  if type(one) == 'string' or type(other) == 'string' then return one == other end
  if type(one) == 'table' or type(other) == 'table' then error('a table is not compared', 0) end
  if type(one) == 'number' then whole(one) end
  if type(other) == 'number' then whole(other) end
  return one == other
end

-- Rounded down. Of whole numbers below 2^53 the quotient of doubles is never rounded to another floor.
local function divided(number, by)
  if by == 0 then error('a division by nothing', 0) end
  return math.floor(number / by) + 0
end

local function remainder(number, by)
  if by == 0 then error('a division by nothing', 0) end
  local rest = math.fmod(number, by)
  if rest ~= 0 and (rest < 0) ~= (by < 0) then rest = rest + by end
  return rest + 0
end

local function logarithm(number, scale)
  if number < 1 then error('of what is less than 1 there is no logarithm', 0) end
  return math.floor(scale * math.log10(number) + 0.5)
end

local function score_in(stamp)
  if not string.find(stamp, '^[0-9a-f]+$') or #stamp ~= 15 then error('no stamp', 0) end
  return whole(score_of(stamp))
end

-- By separator, the text that was parted at it last, and its two parts: a derivation asks for its record's
-- owner again and again. Separators may be texts that somebody wrote, so no more than some are remembered.
local parted, part_before, part_after = {}, {}, {}
local separators, SEPARATORS_MAX = 0, 20

local function part(value, separator)
  if separator == '' then error('a separator is a text that is not empty', 0) end
  if not parted[separator] then
    separators = separators + 1
    if separators > SEPARATORS_MAX then
      separators, parted, part_before, part_after = 1, {}, {}, {}
    end
  end
  local from, to = string.find(value, separator, 1, true)
  parted[separator] = value
  part_before[separator] = from and string.sub(value, 1, from - 1) or value
  part_after[separator] = to and string.sub(value, to + 1) or ''
end

local function before(value, separator)
  if parted[separator] ~= value then part(value, separator) end
  return part_before[separator]
end

local function after(value, separator)
  if parted[separator] ~= value then part(value, separator) end
  return part_after[separator]
end

-- Another record, by its id: it is in this shard, or kept in every one.
local function another(kind, id, everywhere)
  if not everywhere and before(id, '/') ~= placed_owner then
    error(kind .. ' ' .. id .. ' lives elsewhere', 0)
  end
  local item = kind .. ' ' .. id
  for i = 1, read_n do
    if read_items[i] == item then return id end
  end
  read_n = read_n + 1
  read_items[read_n] = item
  return id
end

-- SUBTLE: what is no number would be refused by the store, half-way, in every call that comes to it.
local function enter(name, score)
  if type(score) ~= 'number' then error('a score is no number', 0) end
  entered_n = entered_n + 1
  entered_names[entered_n], entered_scores[entered_n] = name, score
end

-- So far from 0 no amount is, of a counter, a sum or a board: a total is exact while less than four million have
-- as much.
local AMOUNT_MAX = 2 ^ 31

local function amount_in(number)
  if type(number) ~= 'number' then error('an amount is no number', 0) end
  if math.abs(number) >= AMOUNT_MAX then error(number .. ' is too much for a sum', 0) end
  return number
end

local function add(name, amount)
  added_n = added_n + 1
  added_names[added_n], added_amounts[added_n] = name, amount_in(amount)
end

local function enter_checked(name, score) enter(text(name), whole(score)) end

local function add_checked(name, amount) add(text(name), whole(amount)) end

-- For what a member stands on a board of bests, where the greatest is the first.
local function ranked(value, tie, ties, least)
  if tie < 0 or tie >= ties then error('a tie lies from 0 to ' .. digits_of(ties - 1), 0) end
  local most = whole((least and -value or value) * ties)
  return whole(most - tie)
end

-- What is offered for a member of a board of bests is a part, too, one of each list: its key is `^<list>
-- <member>`.
local OFFERED = {}

local function offer(key, score)
  given_n = given_n + 1
  given_keys[given_n], given_amounts[given_n], given_lists[given_n] = '^' .. text(key), score, OFFERED
end

local function give(key, amount, lists)
  given_n = given_n + 1
  given_keys[given_n], given_amounts[given_n] = text(key), amount_in(whole(amount))
  given_lists[given_n] = lists
end

-- As Lua by hand says it.
local function offer_checked(key, score) offer(key, whole(score)) end

local function give_checked(key, amount, lists)
  if type(lists) ~= 'table' then error('the lists of a part are no table', 0) end
  local named = {}
  for i = 1, #lists do named[i] = text(lists[i]) end
  give(key, amount, named)
end
