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

derivations.handle = function(handle)
  return { lists = { ['handle:' .. handle.value('claim')] = handle.score('claim') }, sums = {} }
end

derivations.slug = function(slug)
  return { lists = { ['slug:' .. slug.value('claim')] = slug.score('claim') }, sums = {} }
end
