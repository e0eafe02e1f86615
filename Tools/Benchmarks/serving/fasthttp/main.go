// The same on valyala/fasthttp, which keeps its buffers, with a reader of its own for the rows.
//
//	serve classifier WEIGHTS.json PORT
//	serve proxy PORT NAME=PORT...
//
// LOG=1 writes a line for each request of the proxy.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

type weights struct {
	Coefficients []float64 `json:"coefficients"`
	Intercept    float64   `json:"intercept"`
}

func refuse(ctx *fasthttp.RequestCtx, status int, detail string) {
	ctx.SetStatusCode(status)
	ctx.SetContentType("application/problem+json")
	fmt.Fprintf(ctx, `{"status":%d,"detail":%q}`, status, detail)
}

// reader walks through {"data":[[number,...],...]}.
type reader struct {
	text []byte
	at   int
}

func (r *reader) takes(c byte) bool {
	for r.at < len(r.text) && (r.text[r.at] == ' ' || r.text[r.at] == '\n') {
		r.at++
	}
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) number() (float64, error) {
	r.takes(0)
	first := r.at
	for r.at < len(r.text) && bytes.IndexByte([]byte("0123456789+-.eE"), r.text[r.at]) >= 0 {
		r.at++
	}
	return strconv.ParseFloat(string(r.text[first:r.at]), 64)
}

// rows calls row with each row's numbers, which are good until the next.
func (r *reader) rows(row func([]float64) bool) bool {
	key := []byte(`"data"`)
	if !r.takes('{') || !bytes.HasPrefix(r.text[r.at:], key) {
		return false
	}
	r.at += len(key)
	if !r.takes(':') || !r.takes('[') {
		return false
	}
	numbers := make([]float64, 0, 64)
	for more := true; more; more = r.takes(',') {
		if !r.takes('[') {
			return false
		}
		numbers = numbers[:0]
		for next := true; next; next = r.takes(',') {
			number, err := r.number()
			if err != nil {
				return false
			}
			numbers = append(numbers, number)
		}
		if !r.takes(']') || !row(numbers) {
			return false
		}
	}
	return r.takes(']') && r.takes('}')
}

func (m weights) predict(ctx *fasthttp.RequestCtx) {
	var list []byte
	count := 0
	input := reader{text: ctx.PostBody()}
	good := input.rows(func(x []float64) bool {
		if len(x) != len(m.Coefficients) {
			return false
		}
		sum := m.Intercept
		for i, value := range x {
			sum += value * m.Coefficients[i]
		}
		p := 1 / (1 + math.Exp(-sum))
		if count > 0 {
			list = append(list, ',')
		}
		count++
		list = strconv.AppendFloat(append(list, '['), 1-p, 'g', -1, 64)
		list = append(strconv.AppendFloat(append(list, ','), p, 'g', -1, 64), ']')
		return true
	})
	if !good {
		refuse(ctx, 422, "the body is not rows of this model")
		return
	}
	ctx.SetContentType("application/json")
	if count > 1 {
		fmt.Fprintf(ctx, `{"prediction":[%s]}`, list)
	} else {
		ctx.WriteString(`{"prediction":`)
		ctx.Write(append(list, '}'))
	}
}

// separator stands before the member at a place of an object.
func separator(place int) byte {
	if place == 0 {
		return '{'
	}
	return ','
}

type member struct {
	name   string
	client *fasthttp.HostClient
}

type proxy struct {
	members []member
	logs    bool
}

func (m member) ask(body []byte, id string) ([]byte, error) {
	call, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(call)
	defer fasthttp.ReleaseResponse(response)
	call.Header.SetMethod("POST")
	call.Header.SetContentType("application/json")
	call.SetRequestURI("http://" + m.client.Addr + "/predict?id=" + id)
	call.SetBodyRaw(body)
	err := m.client.DoTimeout(call, response, 5*time.Second)
	if err == nil && response.StatusCode() != 200 {
		err = fmt.Errorf("%s answered %d", m.name, response.StatusCode())
	}
	return append([]byte(nil), response.Body()...), err
}

func (p proxy) predict(ctx *fasthttp.RequestCtx) {
	start := time.Now()
	body := ctx.PostBody()
	if !json.Valid(body) {
		refuse(ctx, 400, "the body is not JSON")
		return
	}
	id := fmt.Sprintf("%06x", rand.Intn(1<<24))
	answers, faults := make([][]byte, len(p.members)), make([]error, len(p.members))
	var all sync.WaitGroup
	for place, m := range p.members {
		all.Add(1)
		go func(place int, m member) {
			defer all.Done()
			answers[place], faults[place] = m.ask(body, id)
		}(place, m)
	}
	all.Wait()
	for _, fault := range faults {
		if fault != nil {
			refuse(ctx, 502, fault.Error())
			return
		}
	}
	ctx.SetContentType("application/json")
	ctx.Response.Header.Set("X-Request-ID", id)
	for place, m := range p.members {
		fmt.Fprintf(ctx, "%c%q:", separator(place), m.name)
		ctx.Write(answers[place])
	}
	ctx.WriteString("}")
	if p.logs {
		log.Printf("id=%s route=%q status=200 ms=%.3f", id, "POST /predict",
			time.Since(start).Seconds()*1e3)
	}
}

func main() {
	mode, rest := os.Args[1], os.Args[2:]
	var handler fasthttp.RequestHandler
	port := ""
	if mode == "classifier" {
		file, err := os.ReadFile(rest[0])
		var model weights
		if err == nil {
			err = json.Unmarshal(file, &model)
		}
		if err != nil {
			log.Fatal(err)
		}
		handler, port = model.predict, rest[1]
	} else {
		p := proxy{logs: os.Getenv("LOG") == "1"}
		port = rest[0]
		for _, text := range rest[1:] {
			name, port, _ := strings.Cut(text, "=")
			client := &fasthttp.HostClient{Addr: "127.0.0.1:" + port, MaxConns: 512}
			p.members = append(p.members, member{name, client})
		}
		handler = p.predict
	}
	server := fasthttp.Server{Handler: handler, MaxRequestBodySize: 16 << 20}
	log.Fatal(server.ListenAndServe("127.0.0.1:" + port))
}
