-- Counters and bests: what is kept beside a hash of registers, so that nobody has to add it up.
-- Their Python twins are crdt/lattices/counter.py and crdt/lattices/best.py.

-- The digits of crdt/order.py that compare as whole numbers do, and the number of such.
local function sortable(number)
  if number >= 0 then return '9' .. string.format('%014x', number) end
  return '8' .. string.format('%014x', number + 2 ^ 53)
end

local function number_of(text)
  local number = tonumber(string.sub(text, 2), 16)
  return string.sub(text, 1, 1) == '9' and number or number - 2 ^ 53
end

-- What contents must be so that nothing chokes on them later; merge.lua has looked at what they begin with.
local function is_amount(contents)
  local amount = string.sub(contents, 16)
  return string.find(amount, '^%-?%d+$') and math.abs(tonumber(amount)) < AMOUNT_MAX
end

-- Of contents of an offer: the member, value and tie; nil where it was withdrawn.
local function read_offer(contents)
  local read, told = pcall(cjson.decode, string.sub(contents, 16))
  if not read or type(told) ~= 'table' then return nil end
  return told[1], told[2], told[3]
end

local function is_offer(contents)
  if string.sub(contents, 16) == ' null' then return true end
  local member, value, tie = read_offer(contents)
  return type(member) == 'string' and member ~= '' and not string.find(member, ' ', 1, true)
    and is_whole(value, 1 - 2 ^ 53) and is_whole(tie, 1 - 2 ^ 53)
end

-- A counter's hash holds everybody's amount and, under ' ' (no id has white space), the total.
-- SUBTLE: one HSET writes both, so a script that breaks cannot leave one without the other.
local function merge_amounts(key, list, first, n)
  local changed = false
  for start = 0, n - 1, CHUNK do
    local to, names, write = math.min(start + CHUNK, n) - 1, { ' ' }, {}
    for i = start, to do names[#names + 1] = list[first + 2 * i] end
    local held = redis.call('HMGET', key, unpack(names))
    local total = tonumber(held[1] or '0') or 0
    for i = start, to do
      local contents, own = list[first + 2 * i + 1], held[i - start + 2]
      if not own or bytes_less(own, contents) then
        local before = own and tonumber(string.sub(own, 16)) or 0
        total = total - before + tonumber(string.sub(contents, 16))
        write[#write + 1], write[#write + 2] = list[first + 2 * i], contents
      end
    end
    if #write > 0 then
      redis.call('HSET', key, ' ', digits(total), unpack(write))
      changed = true
    end
  end
  steps = steps + 1 + n / 2
  return changed
end

-- Keys of a best, of `<kind>.<field>` and an id:
--   (none)  a hash, offer → contents: all that is merged
--   *       its offers that stand, a row each, `<member> <digits of the value><of the tie><offer>`, in the
--           order of their bytes: the first of each member is its best
--   +       members, by their best value
local function row_of(offer, contents, least)
  local member, value, tie = read_offer(contents)
  if not member then return nil end
  return member .. ' ' .. sortable(least and value or -value) .. sortable(tie) .. offer, member
end

-- Puts a member where its best offer says, or nowhere; whether it moved.
local function stand(key, id, member, least)
  -- '!' comes after ' ': between them are all rows of the member.
  local rows = redis.call('ZRANGE', key .. '*:' .. id, '[' .. member .. ' ', '(' .. member .. '!',
    'BYLEX', 'LIMIT', 0, 1)
  if not rows[1] then return redis.call('ZREM', key .. '+:' .. id, member) > 0 end
  local value = number_of(string.sub(rows[1], #member + 2, #member + 16))
  if not least then value = -value end
  return redis.call('ZADD', key .. '+:' .. id, 'CH', digits(value), member) > 0
end

local function stand_all(key, id, members, least)
  local moved = false
  for member in pairs(members) do
    moved = stand(key, id, member, least) or moved
    steps = steps + 2
  end
  return moved
end

-- The n offers that a flat list names from `first` on: some at a time, each with its contents.
-- SUBTLE: what an offer was leaves before the hash says what it is, for nothing tells it then; and what it
-- is enters whenever the offer is named again. So a script that breaks between loses nothing.
local function merge_offers(key, list, first, n, id, least)
  local changed = false
  for start = 0, n - 1, CHUNK do
    local to, names = math.min(start + CHUNK, n) - 1, {}
    for i = start, to do names[#names + 1] = list[first + 2 * i] end
    local held = redis.call('HMGET', key .. ':' .. id, unpack(names))
    local write, leave, left, enter, entered = {}, {}, {}, {}, {}
    for i = 1, #names do
      local contents, own = list[first + 2 * (start + i) - 1], held[i]
      local is_later = not own or bytes_less(own, contents)
      if is_later then
        write[#write + 1], write[#write + 2] = names[i], contents
      else
        contents = own
      end
      local was, member = nil, nil
      if is_later and own then was, member = row_of(names[i], own, least) end
      if was then leave[#leave + 1], left[member] = was, true end
      local row, stands = row_of(names[i], contents, least)
      if row then
        enter[#enter + 1], enter[#enter + 2] = 0, row
        entered[stands] = true
      end
    end
    if #leave > 0 then
      redis.call('ZREM', key .. '*:' .. id, unpack(leave))
      changed = stand_all(key, id, left, least) or changed
    end
    if #write > 0 then
      redis.call('HSET', key .. ':' .. id, unpack(write))
      changed = true
    end
    if #enter > 0 then
      redis.call('ZADD', key .. '*:' .. id, unpack(enter))
      changed = stand_all(key, id, entered, least) or changed
    end
  end
  steps = steps + 2 + 2 * n
  return changed
end
