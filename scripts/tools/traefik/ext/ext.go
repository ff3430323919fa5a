// Package ext stands in for the extension point of Traefik's dynamic configuration: a local module of its repository
// that holds two empty structures and that no module proxy serves.
package ext

type HTTP struct{}

type Router struct{}
