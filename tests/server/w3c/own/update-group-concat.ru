INSERT { <all> <value> ?all } WHERE {
  SELECT (GROUP_CONCAT(?text) AS ?all) { VALUES ?text { "a"@en } FILTER (True) }
}
