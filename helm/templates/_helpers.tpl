{{/* The name that the app label carries. */}}
{{- define "bandstand.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{/* The prefix of object names: 52 characters, as "-projector" follows and 63 are allowed. */}}
{{- define "bandstand.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selects a component's pods; never changes. Argument: dict root, component. */}}
{{- define "bandstand.selectorLabels" -}}
app.kubernetes.io/name: {{ include "bandstand.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* All labels of an object. Argument: dict root, component. */}}
{{- define "bandstand.labels" -}}
{{ include "bandstand.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Chart }}
helm.sh/chart: {{ printf "%s-%s" .Name .Version | replace "+" "_" | trunc 63 }}
{{- end }}
{{- end }}

{{- define "bandstand.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "bandstand.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "bandstand.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/*
The environment variable that holds a server's URL: in plain, or from an existing Secret.
Argument: dict value (the value's name), variable, example, store (its url and urlSecret).
*/}}
{{- define "bandstand.url" -}}
{{- $value := .value }}
{{- $url := default "" .store.url }}
{{- $secret := default dict .store.urlSecret }}
- name: {{ .variable }}
{{- if $secret.name }}
  {{- if $url }}
    {{- fail (printf "%s.url and %s.urlSecret.name are both set: set one" $value $value) }}
  {{- end }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret.name | quote }}
      {{- $keyless := printf "%s.urlSecret.key is required: the key in Secret %s that holds the URL"
        $value $secret.name }}
      key: {{ required $keyless $secret.key | quote }}
{{- else }}
  {{- if contains "@" $url }}
    {{- fail (printf "%s.url carries credentials, which the Deployment would show: %s"
      $value (printf "put the URL in a Secret and name it in %s.urlSecret.name" $value)) }}
  {{- end }}
  {{- $missing := printf "%s.url is required: set %s.url=%s, or %s %s.urlSecret.name"
    $value $value .example "name an existing Secret that holds the URL in" $value }}
  value: {{ required $missing $url | quote }}
{{- end }}
{{- end }}

{{/* The environment that both processes share: in one place, as they must agree. */}}
{{- define "bandstand.environment" -}}
{{- include "bandstand.url" (dict "value" "nats" "variable" "NATS_URL"
    "example" "nats://nats:4222" "store" .Values.nats) }}
{{- include "bandstand.url" (dict "value" "redis" "variable" "REDIS_URL"
    "example" "redis://redis:6379/0" "store" .Values.redis) }}
- name: BANDSTAND_DOMAIN
  value: {{ .Values.domain | quote }}
- name: BANDSTAND_REGION
  value: {{ .Values.region | quote }}
- name: BANDSTAND_PEERS
  value: {{ join "," .Values.peers | quote }}
- name: BANDSTAND_PARTITIONS
  value: {{ .Values.log.partitions | quote }}
- name: BANDSTAND_SHARDS
  value: {{ .Values.views.shards | quote }}
- name: BANDSTAND_REPLICAS
  value: {{ .Values.log.replicas | quote }}
- name: BANDSTAND_HOST
  value: "0.0.0.0"
- name: BANDSTAND_LOG_FORMAT
  value: json
{{- end }}

{{/* The three probes. Argument: dict root, port (the port's name). */}}
{{- define "bandstand.probes" -}}
startupProbe:
  httpGet:
    path: /healthz
    port: {{ .port }}
  {{- toYaml .root.Values.probes.startup | nindent 2 }}
livenessProbe:
  httpGet:
    path: /healthz
    port: {{ .port }}
  {{- toYaml .root.Values.probes.liveness | nindent 2 }}
readinessProbe:
  httpGet:
    path: /readyz
    port: {{ .port }}
  {{- toYaml .root.Values.probes.readiness | nindent 2 }}
{{- end }}

{{/* What a container may do: nothing but write to /tmp. */}}
{{- define "bandstand.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end }}

{{/* A pod's settings beside its containers. Argument: dict root, component. */}}
{{- define "bandstand.pod" -}}
{{- $selector := include "bandstand.selectorLabels" . | fromYaml -}}
{{- with .root.Values -}}
automountServiceAccountToken: false
{{- /* SUBTLE: a Service named bandstand would set BANDSTAND_PORT=tcp://... in every pod. */}}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  {{- with .runAsUser }}
  {{- /* SUBTLE: values come as floats, and a large one would print as 1e+09. */}}
  runAsUser: {{ int64 . }}
  runAsGroup: {{ int64 . }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with .imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  {{- $constraint := deepCopy . }}
  {{- if not (hasKey $constraint "labelSelector") }}
  {{- $_ := set $constraint "labelSelector" (dict "matchLabels" $selector) }}
  {{- end }}
  {{- if not (hasKey $constraint "matchLabelKeys") }}
  {{- /* Only pods of the same rollout are counted, else the old ones skew the new. */}}
  {{- $_ := set $constraint "matchLabelKeys" (list "pod-template-hash") }}
  {{- end }}
  {{- toYaml (list $constraint) | nindent 2 }}
  {{- end }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
{{- end }}
{{- end }}
