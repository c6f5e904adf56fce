"""Pairs of real asks with answers that conflict, agree or belong to another ask, made from public data sets."""
