INSERT DATA { <there> <value> TRUE } ;
COPY DEFAULT TO GRAPH <copy> ;
DELETE WHERE { <here> <value> ?old } ;
DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } ?s ?p ?o }
