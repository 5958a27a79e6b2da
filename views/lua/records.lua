-- Records: how a domain's derivations read what is merged, and what others were placed in. All that a
-- derivation reads lives in the shard of its record.

local NONE = {}

-- What every key of the shard starts with.
local base_of

-- The registers that this call has read, by key: contents by name, false where nothing was written;
-- and under `=` and a name their values. Merging clears it.
local registers_of = {}

-- Which registers were read of records before, by kind: of the next one they are read together, so many
-- at most. Each stands there once, and under its name.
local names_of = {}
local NAMES_MAX = 50

local function begin_reading(base)
  base_of, registers_of = base, {}
end

local function contents(kind, id, name)
  local key = base_of .. kind .. ':' .. id
  local held, names = registers_of[key], names_of[kind]
  if not held then
    held = {}
    registers_of[key] = held
    if names then
      local found = redis.call('HMGET', key, unpack(names))
      for i = 1, #names do held[names[i]] = found[i] end
    end
  end
  if held[name] == nil then
    held[name] = redis.call('HGET', key, name)
    names = names or {}
    names_of[kind] = names
    if not names[name] and #names < NAMES_MAX then names[#names + 1], names[name] = name, true end
  end
  return held[name], held
end

-- A register's value; nil where nothing was written, or null.
local function value(kind, id, name)
  local text, held = contents(kind, id, name)
  if not text then return nil end
  local known = held['=' .. name]
  if known == nil then
    known = cjson.decode(string.sub(text, 16))
    held['=' .. name] = known
  end
  if known == cjson.null then return nil end
  return known
end

-- The score of a register's stamp; 0 where nothing was written.
local function score(kind, id, name)
  local text = contents(kind, id, name)
  return text and score_of(text) or 0
end

local function set_of(kind, id, set) return base_of .. kind .. '.' .. set .. '+:' .. id end

-- How many are in a set; with what score an element is in it, or nil.
local function count(kind, id, set) return redis.call('ZCARD', set_of(kind, id, set)) end

local function entered(kind, id, set, element)
  return tonumber(redis.call('ZSCORE', set_of(kind, id, set), element) or nil)
end

-- The score of what entered a set first, or nil.
local function first_entered(kind, id, set)
  return tonumber(redis.call('ZRANGE', set_of(kind, id, set), 0, 0, 'WITHSCORES')[2])
end

-- The score of what entered a set last, or before that, so many passed over; nil where there is none.
local function last_entered(kind, id, set, passed)
  return tonumber(
    redis.call('ZRANGE', set_of(kind, id, set), passed, passed, 'REV', 'WITHSCORES')[2]
  )
end

-- Of a told set: how many that are in it were seen, and whether one is among them.
local function count_seen(kind, id, set)
  return redis.call('ZCARD', base_of .. kind .. '.' .. set .. '=:' .. id)
end

local function is_seen(kind, id, set, element)
  return redis.call('ZSCORE', base_of .. kind .. '.' .. set .. '=:' .. id, element) and true
end

-- How many stand in a list; the score of the last, or nil; {member, score, …} of the first so many.
local function card(list) return redis.call('ZCARD', base_of .. 'list:' .. list) end

local function last_of(list)
  return tonumber(redis.call('ZRANGE', base_of .. 'list:' .. list, 0, 0, 'REV', 'WITHSCORES')[2])
end

local function first_of(list, most)
  return redis.call('ZRANGE', base_of .. 'list:' .. list, 0, most - 1, 'WITHSCORES')
end
