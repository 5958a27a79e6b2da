-- What is derived from merged records, in the shard, by the script that merged.
-- The Python twin is tribes/derivations.py: they are tested against each other.

derivations.article = function(article)
  local publication = article.value('publication')
  if not (publication and article.value('alive')) then return nil end
  local score = article.score('publication')
  return {
    lists = {
      ['new'] = score,
      ['new.tribe:' .. publication.tribe] = score,
      ['new.author:' .. publication.author] = score,
    },
    sums = { ['bumps.author:' .. publication.author] = article.count('bumps') },
  }
end

-- SUBTLE: any register may be absent. A script that broke names records it had not yet merged.
derivations.handle = function(handle)
  local claim = handle.value('claim')
  if not claim then return nil end
  return { lists = { ['handle:' .. claim] = handle.score('claim') }, sums = {} }
end

derivations.slug = function(slug)
  local claim = slug.value('claim')
  if not claim then return nil end
  return { lists = { ['slug:' .. claim] = slug.score('claim') }, sums = {} }
end
