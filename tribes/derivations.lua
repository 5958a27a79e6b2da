-- What is derived from merged records, in the shard, by the script that merged.
-- The Python twin is tribes/derivations.py: they are tested against each other.

watched.comment, watched.repost = { told = 'notice', heard = 'notice' }, { reposts = 'article' }
hinted.notice = { notices = 'user', unread = 'user' }

-- Rounded, and not cut: see the twin.
local function hot(bumps, comments, score)
  local ms = math.floor(score / 4096) + 1577836800000
  return math.floor(1e6 * math.log10(1 + bumps + 2 * comments) + 0.5) + math.floor(ms / 45)
end

local function owner_of(id) return string.match(id, '^[^/]*') end

-- What an article's publication says, while it lives.
local function published(article)
  local publication = value('article', article, 'publication')
  return value('article', article, 'alive') and publication or nil
end

-- The days since 1970 of a score.
local function day_of(score)
  return math.floor((math.floor(score / 4096) + 1577836800000) / 86400000)
end

local REPOSTS_MAX = 100

derivations.article = function(id)
  local publication = published(id)
  if not publication then return nil end
  local bumps, comments = count('article', id, 'bumps'), count('article', id, 'comments')
  local at, author = score('article', id, 'publication'), ':' .. publication.author
  local warmth, tribe = hot(bumps, comments, at), ':' .. publication.tribe
  -- All at once: a table that grows is made anew at each power of two.
  local lists = {
    ['new'] = at, ['new.tribe' .. tribe] = at, ['new.author' .. author] = at,
    ['hot'] = warmth, ['hot.tribe' .. tribe] = warmth, ['hot.author' .. author] = warmth,
    ['top'] = bumps, ['top.tribe' .. tribe] = bumps, ['top.author' .. author] = bumps,
  }
  local reposts = first_of('reposts:' .. id, REPOSTS_MAX)
  for i = 1, #reposts, 2 do
    local then_, into = tonumber(reposts[i + 1]), '.tribe:' .. string.match(reposts[i], '/(.*)$')
    lists['new' .. into], lists['hot' .. into] = then_, hot(bumps, comments, then_)
    lists['top' .. into] = bumps
  end
  return {
    lists = lists,
    sums = { ['bumps.author' .. author] = bumps, ['reposts:' .. id] = #reposts / 2 },
    key = publication.author .. ' ' .. publication.tribe .. ' ' .. day_of(at),
  }
end

-- How many did what a notice tells: of comments these stand in a list, of others the notice names them.
local function tellers(id, facet)
  if facet == 'commented' or facet == 'replied' then return card('told:' .. id) end
  return count('notice', id, 'actors')
end

-- Takes a notice among some items, if it tells anything. What does not is placed when it does.
local function with_notice(items, subject, facet, rest)
  local id = subject .. '/' .. facet .. rest
  if tellers(id, facet) > 0 then items[#items + 1] = 'notice ' .. id end
end

dependents.article = function(id, key)
  local items, into = {}, string.match(key, ' ([^ ]*)')
  with_notice(items, id, 'bumped', '')
  with_notice(items, id, 'commented', '')
  if count('repost', id .. '/' .. into, 'by') > 0 then
    items[#items + 1] = 'repost ' .. id .. '/' .. into
  end
  if card('top.comments:' .. id) > 0 then items[#items + 1] = '*comment list:top.comments:' .. id end
  return items
end

derivations.repost = function(id)
  local article, tribe = string.match(id, '^([^/]*)/(.*)$')
  local first = first_entered('repost', id, 'by')
  local publication = published(article)
  if not first or (publication and publication.tribe == tribe) then return nil end
  return { lists = { ['reposts:' .. article] = first } }
end

-- Whose a comment is, whether it lives or not; nil of one that is not here.
local function writer_of(comment)
  local origin = value('comment', comment, 'origin')
  return origin and origin.author
end

derivations.comment = function(id)
  local origin = value('comment', id, 'origin')
  if not origin then return nil end
  local author, parent, article = origin.author, origin.parent, owner_of(id)
  if not value('comment', id, 'alive') then return { key = author .. ' -' } end
  local publication = published(article)
  local bumps, posted = count('comment', id, 'bumps'), score('comment', id, 'origin')
  local lists = { ['top.comments:' .. article] = bumps, ['comments.author:' .. author] = posted }
  local to, notice
  if type(parent) == 'string' then
    lists['new.replies:' .. parent], lists['top.replies:' .. parent] = posted, bumps
    to, notice = writer_of(parent), article .. '/replied.' .. string.match(parent, '/(.*)$')
  end
  if not to or to == author then
    to, notice = publication and publication.author, article .. '/commented'
  end
  if to and to ~= author then
    lists['told:' .. notice] = posted
    if entered('comment', id, 'seen', to) then lists['heard:' .. notice] = posted end
  end
  return { lists = lists, key = author .. (publication and ' ++' or ' +') }
end

dependents.comment = function(id)
  local items, article, rest = {}, string.match(id, '^([^/]*)/(.*)$')
  with_notice(items, article, 'bumped', '.' .. rest)
  with_notice(items, article, 'replied', '.' .. rest)
  if card('new.replies:' .. id) > 0 then items[#items + 1] = '*comment list:new.replies:' .. id end
  return items
end

-- The months since the year 0, of the days since 1970: see the twin.
local function month(day)
  local days = day + 719468
  local era = math.floor(days / 146097)
  local of_era = days - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524)
    - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  return 12 * (400 * era + year) + math.floor((5 * of_year + 2) / 153) + 2
end

-- On which boards of its tribe an article counts for its author.
local function boards(tribe, published_at)
  local day = day_of(published_at)
  return {
    'board.all:' .. tribe,
    'board.day.' .. day .. ':' .. tribe,
    'board.week.' .. math.floor((day + 3) / 7) .. ':' .. tribe,
    'board.month.' .. month(day) .. ':' .. tribe,
  }
end

-- Of all that did something, how many others than the user did, when the last of them did, and how many of
-- them were seen. What one did oneself is no news.
local function actors(id, user, all)
  local own = entered('notice', id, 'actors', user)
  local others = own and all - 1 or all
  if others == 0 then return 0 end
  local latest, seen = last_entered('notice', id, 'actors', 0), 0
  if own and latest == own then latest = last_entered('notice', id, 'actors', 1) end
  -- What was seen was seen by whoever was told then.
  if value('notice', id, 'reader') == user then
    seen = count_seen('notice', id, 'actors')
    if own and is_seen('notice', id, 'actors', user) then seen = seen - 1 end
  end
  return others, latest, seen
end

derivations.notice = function(id)
  local owner, facet, rest = string.match(id, '^([^/]*)/([^.]*)%.?(.*)$')
  local all = tellers(id, facet)
  if all == 0 or not value('notice', id, 'about') then return nil end
  local user, publication = owner, nil
  if facet ~= 'followed' then
    publication = published(owner)
    if not publication then return nil end
    user = publication.author
    if rest ~= '' then
      local comment = owner .. '/' .. rest
      user = value('comment', comment, 'alive') and writer_of(comment)
      if not user then return nil end
    end
  end
  local told, latest, seen
  if facet == 'commented' or facet == 'replied' then
    told, latest, seen = all, last_of('told:' .. id), card('heard:' .. id)
  else
    told, latest, seen = actors(id, user, all)
  end
  if told == 0 then return nil end
  local placement = { lists = { ['notices:' .. user] = latest } }
  if seen < told then placement.lists['unread:' .. user] = latest end
  if facet == 'bumped' and rest == '' then
    local lists = boards(publication.tribe, score('article', owner, 'publication'))
    placement.tally = { group = publication.tribe, member = user, amount = told, lists = lists }
  end
  return placement
end

-- SUBTLE: any register may be absent. A script that broke names records it had not yet merged.
local function candidate(kind, id, index)
  local claim = value(kind, id, 'claim')
  if not (claim and claim.key) then return nil end
  local at = score_of(claim.claimed)
  local lists = { [index .. ':' .. claim.key] = at }
  for _, look in ipairs(claim.looks) do lists[index .. '.look:' .. look] = at end
  return { lists = lists }
end

derivations.handle = function(id) return candidate('handle', id, 'handle') end
derivations.slug = function(id) return candidate('slug', id, 'slug') end
