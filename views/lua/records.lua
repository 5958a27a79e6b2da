-- Records: how a domain's derivations read what is merged, and what others were placed in. All that a
-- derivation reads lives in the shard of its record.

local NONE = {}

-- Where it is stored in which places a record stands; placements.lua says how.
local function placed_key(base, kind, id) return base .. 'placed.' .. kind .. ':' .. id end

-- What every key of the shard starts with.
local base_of

-- The registers that this call has read, by kind and id: a row of contents, false where nothing was written;
-- and the values of contents that are neither true nor false. Merging clears both.
local registers_of, values_of = {}, {}

-- Which registers were read of records before, by kind: of the next one they are read together. Each stands
-- there once, at its place in a row, and under its name. Of a kind with more than so many, each is read alone.
local names_of = {}
local NAMES_MAX = 50

-- The set that was looked at last: of which kind and id, its name, its key.
local of_kind, of_id, of_set, of_key

local function begin_reading(base)
  base_of, registers_of, values_of = base, {}, {}
  of_kind = nil
end

-- The place of a register in the rows of its kind; nil where there is none.
local function place_of(kind, name)
  local names = names_of[kind] or {}
  if #names == NAMES_MAX then return nil end
  names[#names + 1], names[name] = name, #names + 1
  -- What was read without it is read again.
  names_of[kind], registers_of[kind] = names, nil
  return names[name]
end

local function contents(kind, id, name)
  local names = names_of[kind]
  local place = names and names[name] or place_of(kind, name)
  if not place then return redis.call('HGET', base_of .. kind .. ':' .. id, name) end
  local rows = registers_of[kind]
  if not rows then
    rows = {}
    registers_of[kind] = rows
  end
  local row = rows[id]
  if not row then
    row = redis.call('HMGET', base_of .. kind .. ':' .. id, unpack(names_of[kind]))
    rows[id] = row
  end
  return row[place]
end

-- A register's value; nil where nothing was written, or null.
local function value(kind, id, name)
  local text = contents(kind, id, name)
  if not text then return nil end
  -- Whether it is `true`, or `false`: no other JSON begins with these letters.
  local letter = string.byte(text, 16)
  if letter == 116 then return true end
  if letter == 102 then return false end
  local known = values_of[text]
  if known == nil then
    known = cjson.decode(string.sub(text, 16))
    values_of[text] = known
  end
  if known == cjson.null then return nil end
  return known
end

-- Whether a register has a value, other than null.
local function written(kind, id, name)
  local text = contents(kind, id, name)
  if not text then return false end
  local letter = string.byte(text, 16)
  -- Of all JSON null alone begins with an n.
  return letter ~= 110
end

-- The score of a register's stamp; nil where nothing was written.
local function at(kind, id, name)
  local text = contents(kind, id, name)
  -- No stamp begins with another digit than 0.
  if text and string.byte(text) ~= 48 then error(kind .. '.' .. name .. ' has no stamp', 0) end
  return text and score_of(text) or nil
end

local function set_of(kind, id, set)
  if of_id ~= id or of_set ~= set or of_kind ~= kind then
    of_kind, of_id, of_set = kind, id, set
    of_key = base_of .. kind .. '.' .. set .. '+:' .. id
  end
  return of_key
end

-- How many are in a set; with what score an element is in it, or nil.
local function count(kind, id, set) return redis.call('ZCARD', set_of(kind, id, set)) end

local function entered(kind, id, set, element)
  return tonumber(redis.call('ZSCORE', set_of(kind, id, set), element) or nil)
end

-- {member, score, …} of the first, and of the last so many.
-- SUBTLE: what is to be written of a list is written before the list is looked at.
local write_list

-- How many members were looked at since it was 0.
local looked = 0

local function first_of(key, most)
  local found = redis.call('ZRANGE', key, 0, most - 1, 'WITHSCORES')
  looked = looked + #found / 2
  return found
end

local function latest_of(key, most)
  local found = redis.call('ZRANGE', key, 0, most - 1, 'REV', 'WITHSCORES')
  looked = looked + #found / 2
  return found
end

-- The least and the greatest score in a set; nil where there is none.
local function first_at(kind, id, set) return tonumber(first_of(set_of(kind, id, set), 1)[2]) end

local function last_at(kind, id, set) return tonumber(latest_of(set_of(kind, id, set), 1)[2]) end

-- Of a told set: how many that are in it were seen, and whether one is among them.
local function count_seen(kind, id, set)
  return redis.call('ZCARD', base_of .. kind .. '.' .. set .. '=:' .. id)
end

local function shown(kind, id, set, element)
  return redis.call('ZSCORE', base_of .. kind .. '.' .. set .. '=:' .. id, element) or nil
end

-- A best is read as a set is: `entered` gives a member's value. Of a map, what it has under a key; nil where
-- there is none, or null. Of a counter what somebody contributes, 0 where that is nothing, and its total.
local function entry(kind, id, map, key)
  local held = redis.call('HGET', base_of .. kind .. '.' .. map .. ':' .. id, key)
  if not held then return nil end
  local found = cjson.decode(string.sub(held, 16))
  if found == cjson.null then return nil end
  return found
end

local function amount_of(kind, id, counter, who)
  -- The total stands there, too, under a name that nobody has.
  local held = who ~= ' ' and redis.call('HGET', base_of .. kind .. '.' .. counter .. ':' .. id, who)
  return held and tonumber(string.sub(held, 16)) or 0
end

local function total(kind, id, counter)
  return tonumber(redis.call('HGET', base_of .. kind .. '.' .. counter .. ':' .. id, ' ') or '0')
end

-- Of a list by its name: under which key it is, how many stand there, the least and the greatest score.
local function list_key(name)
  write_list(name)
  return base_of .. 'list:' .. name
end

local function card(name) return redis.call('ZCARD', list_key(name)) end

local function list_first_at(name) return tonumber(first_of(list_key(name), 1)[2]) end

local function list_last_at(name) return tonumber(latest_of(list_key(name), 1)[2]) end
