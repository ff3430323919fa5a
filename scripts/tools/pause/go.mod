module plateau/tools/pause

go 1.26
