// The pattern in Go's standard library: a logistic classifier and a proxy that asks three of them.
//
//	serve classifier WEIGHTS.json PORT
//	serve proxy PORT NAME=PORT...
//
// LOG=1 writes a line for each request of the proxy.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand"
	"net/http"
	"os"
	"strings"
	"time"
)

const bodyLimit = 16 << 20

type weights struct {
	Coefficients []float64 `json:"coefficients"`
	Intercept    float64   `json:"intercept"`
}

type request struct {
	Data [][]float64 `json:"data"`
}

func refuse(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"status": status, "detail": detail})
}

func (m weights) row(x []float64) (answer [2]float64, err error) {
	if len(x) != len(m.Coefficients) {
		return answer, errors.New("wrong number of features")
	}
	sum := m.Intercept
	for i, value := range x {
		sum += value * m.Coefficients[i]
	}
	p := 1 / (1 + math.Exp(-sum))
	return [2]float64{1 - p, p}, nil
}

func (m weights) predict(w http.ResponseWriter, r *http.Request) {
	var in request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, bodyLimit)).Decode(&in); err != nil {
		refuse(w, 400, err.Error())
		return
	}
	answers := make([][2]float64, len(in.Data))
	for i, x := range in.Data {
		answer, err := m.row(x)
		if err != nil {
			refuse(w, 422, err.Error())
			return
		}
		answers[i] = answer
	}
	w.Header().Set("Content-Type", "application/json")
	if len(answers) == 1 {
		json.NewEncoder(w).Encode(map[string]any{"prediction": answers[0]})
	} else {
		json.NewEncoder(w).Encode(map[string]any{"prediction": answers})
	}
}

type member struct{ name, url string }

// separator stands before the member at a place of an object.
func separator(place int) byte {
	if place == 0 {
		return '{'
	}
	return ','
}

type proxy struct {
	members []member
	client  *http.Client
	logs    bool
}

func (p proxy) ask(ctx context.Context, m member, body []byte, id string) (json.RawMessage, error) {
	call, err := http.NewRequestWithContext(ctx, "POST", m.url+"?id="+id, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	call.Header.Set("Content-Type", "application/json")
	response, err := p.client.Do(call)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != 200 {
		err = fmt.Errorf("%s answered %d", m.name, response.StatusCode)
	}
	return answer, err
}

func (p proxy) predict(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	if err != nil || !json.Valid(body) {
		refuse(w, 400, "the body is not JSON")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	id := fmt.Sprintf("%06x", rand.Intn(1<<24))
	type outcome struct {
		place  int
		answer json.RawMessage
		err    error
	}
	outcomes := make(chan outcome, len(p.members))
	for place, m := range p.members {
		go func(place int, m member) {
			answer, err := p.ask(ctx, m, body, id)
			outcomes <- outcome{place, answer, err}
		}(place, m)
	}
	answers := make([]json.RawMessage, len(p.members))
	for range p.members {
		o := <-outcomes
		if o.err != nil {
			refuse(w, 502, o.err.Error())
			return
		}
		answers[o.place] = bytes.TrimSpace(o.answer)
	}
	var out bytes.Buffer
	for place, m := range p.members {
		fmt.Fprintf(&out, "%c%q:%s", separator(place), m.name, answers[place])
	}
	out.WriteByte('}')
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Request-ID", id)
	w.Write(out.Bytes())
	if p.logs {
		log.Printf("id=%s route=%q status=200 ms=%.3f", id, "POST /predict",
			time.Since(start).Seconds()*1e3)
	}
}

func main() {
	mode, rest := os.Args[1], os.Args[2:]
	handler, port := http.NewServeMux(), ""
	if mode == "classifier" {
		file, err := os.ReadFile(rest[0])
		var model weights
		if err == nil {
			err = json.Unmarshal(file, &model)
		}
		if err != nil {
			log.Fatal(err)
		}
		handler.HandleFunc("/predict", model.predict)
		port = rest[1]
	} else {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, 256
		p := proxy{client: &http.Client{Transport: transport}, logs: os.Getenv("LOG") == "1"}
		port = rest[0]
		for _, text := range rest[1:] {
			name, port, _ := strings.Cut(text, "=")
			p.members = append(p.members, member{name, "http://127.0.0.1:" + port + "/predict"})
		}
		handler.HandleFunc("/predict", p.predict)
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, handler))
}
