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

{{/*
The labels of a pod that a controller makes. Argument: dict root, component.
SUBTLE: another label replaces all pods, so no version stands in them: that of the chart moves with
every change to it, and the program's is in the image's tag.
*/}}
{{- define "bandstand.podLabels" -}}
{{ include "bandstand.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* All labels of an object. Argument: dict root, component. */}}
{{- define "bandstand.labels" -}}
{{ include "bandstand.podLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
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

{{/* Whom setup runs as: before an installation the chart's own account is not there. */}}
{{- define "bandstand.setupAccountName" -}}
{{- include "bandstand.serviceAccountName" . }}
{{- if and .Values.serviceAccount.create (not .Values.trial.enabled) }}-setup{{ end }}
{{- end }}

{{- define "bandstand.image" -}}
{{- $missing := printf "image.repository is required: no registry has the image. Build it, push it to yours, %s"
  "and say where it is: --set image.repository=registry.example/bandstand" }}
{{- $repository := required $missing .Values.image.repository }}
{{- if .Values.image.digest }}
{{- printf "%s@%s" $repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/*
The environment variable that holds a server's URL: in plain, or from an existing Secret.
Argument: dict value (the value's name), variable, example, store (its url and urlSecret), trial (the
URL of the chart's own server, or empty).
*/}}
{{- define "bandstand.url" -}}
{{- $value := .value }}
{{- $url := default "" .store.url }}
{{- $secret := default dict .store.urlSecret }}
- name: {{ .variable }}
{{- if .trial }}
  {{- if or $url $secret.name }}
    {{- fail (printf "trial.enabled brings its own server, and %s.url or %s.urlSecret.name names another: %s"
      $value $value "set one of them") }}
  {{- end }}
  value: {{ .trial | quote }}
{{- else if $secret.name }}
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

{{/* The names of the trial's servers: their pods' labels carry a hash of 11 characters besides. */}}
{{- define "bandstand.trialName" -}}
{{- printf "%s-%s" (include "bandstand.fullname" .root | trunc 44 | trimSuffix "-") .component }}
{{- end }}

{{/* A setting's value as the program reads it from its variable. */}}
{{- define "bandstand.written" -}}
{{- if kindIs "bool" . }}{{ ternary "1" "0" . }}
{{- else if kindIs "slice" . }}{{ join "," . }}
{{- /* SUBTLE: values come as floats, and a large one would print as 1e+06. */}}
{{- else if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}
{{- else }}{{ . }}
{{- end }}
{{- end }}

{{/*
What a process is told. Every process gets the same of what they must agree on, from one place.
Argument: dict root, process (its name).
*/}}
{{- define "bandstand.environment" -}}
{{- $trial := .root.Values.trial.enabled }}
{{- $nats := include "bandstand.trialName" (dict "root" .root "component" "nats") }}
{{- $valkey := include "bandstand.trialName" (dict "root" .root "component" "valkey") }}
{{- include "bandstand.url" (dict "value" "nats" "variable" "NATS_URL"
    "example" "nats://nats:4222" "store" .root.Values.nats
    "trial" (ternary (printf "nats://%s:4222" $nats) "" $trial)) }}
{{- include "bandstand.url" (dict "value" "redis" "variable" "REDIS_URL"
    "example" "redis://redis:6379/0" "store" .root.Values.redis
    "trial" (ternary (printf "redis://%s:6379/0" $valkey) "" $trial)) }}
- name: BANDSTAND_HOST
  value: "0.0.0.0"
{{- range .root.Files.Get "files/settings.json" | fromJsonArray }}
{{- if or (not .only) (eq .only $.process) }}
{{- $value := index $.root.Values.settings .group .key }}
{{- if not (or (kindIs "invalid" $value) (and (kindIs "string" $value) (not $value))) }}
- name: {{ .variable }}
  value: {{ include "bandstand.written" $value | trim | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
A container of ours: what it is told, what it may do (write to /tmp, and nothing else) and what it
sees. What follows it at the call is the container's own: ports, probes.
Argument: dict root, process, command (a list), env (a list of what it alone is told), own (its values:
extraEnv, extraEnvFrom, extraVolumeMounts), mounts (a list), resources, disk and boundless (of bandstand.resources).
*/}}
{{- define "bandstand.container" -}}
{{- $values := .root.Values }}
{{- $env := concat (include "bandstand.environment" . | fromYamlArray) (default list .env) }}
{{- $known := dict }}
{{- range $env }}{{ $_ := set $known .name true }}{{ end }}
{{- range concat $values.extraEnv (default list .own.extraEnv) }}
  {{- if hasKey $known .name }}
    {{- fail (printf "extraEnv of %s names %s, which is set already: %s" $.process .name
      "docs/helm.md says by which value; name each variable once") }}
  {{- end }}
  {{- $_ := set $known .name true }}
  {{- $env = append $env . }}
{{- end -}}
image: {{ include "bandstand.image" .root }}
imagePullPolicy: {{ $values.image.pullPolicy }}
command:
  {{- toYaml .command | nindent 2 }}
env:
  {{- toYaml $env | nindent 2 }}
{{- with concat $values.extraEnvFrom (default list .own.extraEnvFrom) }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{ include "bandstand.containerSecurity" . }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- with concat (default list .mounts) $values.extraVolumeMounts (default list .own.extraVolumeMounts) }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
resources:
  {{- $boundless := include "bandstand.boundless" (concat $values.extraVolumes (default list .own.extraVolumes)) }}
  {{- $disk := dict "resources" .resources "disk" .disk "boundless" (or .boundless $boundless) }}
  {{- include "bandstand.resources" $disk | nindent 2 }}
{{- end }}

{{/* Whether one of more volumes is on the node's disk: how much it takes, its owner knows. */}}
{{- define "bandstand.boundless" -}}
{{- range . }}{{ if hasKey . "emptyDir" }}yes{{ end }}{{ end }}
{{- end }}

{{/*
A container's resources with what it may write to the node's disk, unless they say so themselves:
its volume, and 512Mi for /tmp and what it logs.
SUBTLE: a pod is held to the sum of the limits that its containers have, and so are all its volumes:
where one has no size none may have a limit.
Argument: dict resources, disk (the size limit of its volume, where it has one), boundless (whether
the pod has a volume on the node's disk without one).
*/}}
{{- define "bandstand.resources" -}}
{{- $key := "ephemeral-storage" }}
{{- $units := dict "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 }}
{{- $resources := deepCopy (default dict .resources) }}
{{- $limits := default dict $resources.limits }}
{{- $requests := default dict $resources.requests }}
{{- if not (or (hasKey $limits $key) (hasKey $requests $key)) }}
{{- $_ := set $resources "requests" (set $requests $key "128Mi") }}
{{- $disk := default "0" .disk | toString }}
{{- $unit := regexFind "[A-Za-z]*$" $disk }}
{{- $bytes := mulf (trimSuffix $unit $disk | float64) (get $units $unit | default 1) }}
{{- $limit := addf 512 (divf $bytes 1048576) | ceil | int64 }}
{{- if not .boundless }}
{{- $_ := set $resources "limits" (set $limits $key (printf "%dMi" $limit)) }}
{{- end }}
{{- end }}
{{- toYaml $resources }}
{{- end }}

{{/* What a container may do: nothing but write to its volumes. */}}
{{- define "bandstand.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/* The annotations of a hook, which stays for its logs where it fails. Argument: dict events, weight. */}}
{{- define "bandstand.hook" -}}
helm.sh/hook: {{ .events }}
helm.sh/hook-weight: {{ .weight | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
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

{{/* A pod's labels and annotations. Argument: dict root, component. */}}
{{- define "bandstand.podMetadata" -}}
{{- $own := default dict (index .root.Values .component) -}}
labels:
  {{- include "bandstand.podLabels" . | nindent 2 }}
  {{- with $own.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge dict (default dict $own.podAnnotations) .root.Values.podAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
A pod's settings beside its containers. Argument: dict root, component, own (the values whose volumes
it has), volumes (a list), spread (whether it is one of many), disk (whether it has one of its own).
*/}}
{{- define "bandstand.pod" -}}
{{- $values := .root.Values -}}
automountServiceAccountToken: false
{{- /* SUBTLE: a Service named bandstand would set BANDSTAND_PORT=tcp://... in every pod. */}}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  {{- with $values.runAsUser }}
  {{- /* SUBTLE: values come as floats, and a large one would print as 1e+09. */}}
  runAsUser: {{ int64 . }}
  runAsGroup: {{ int64 . }}
  {{- if $.disk }}
  fsGroup: {{ int64 . }}
  {{- end }}
  {{- end }}
  seccompProfile:
    type: RuntimeDefault
{{- with $values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- /* A component's own placement, and where it says nothing that of every pod. */}}
{{- $own := default dict (index $values .component) }}
{{- range $key := list "priorityClassName" "nodeSelector" "tolerations" "affinity" }}
{{- with ternary (index $values $key) (index $own $key) (kindIs "invalid" (index $own $key)) }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- if .spread }}
{{- $key := "topologySpreadConstraints" }}
{{- $selector := include "bandstand.selectorLabels" . | fromYaml }}
{{- with ternary (index $values $key) (index $own $key) (kindIs "invalid" (index $own $key)) }}
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
{{- end }}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
  {{- with concat (default list .volumes) $values.extraVolumes (default list .own.extraVolumes) }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* What every object begins with. Argument: dict root, component, name (its suffix), annotations. */}}
{{- define "bandstand.metadata" -}}
name: {{ include "bandstand.fullname" .root }}{{ with .name }}-{{ . }}{{ end }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "bandstand.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* How many pods a Deployment has, and how it replaces them. Argument: dict component, own (its values). */}}
{{- define "bandstand.pace" -}}
{{- with .own -}}
{{- if le (int .progressDeadlineSeconds) (int .minReadySeconds) }}
  {{- fail (printf "%s.progressDeadlineSeconds is %d and %s.minReadySeconds %d: %s" $.component
    (int .progressDeadlineSeconds) $.component (int .minReadySeconds)
    "no pod can count before the rollout is called failed, so raise the first") }}
{{- end -}}
{{- /* An autoscaler alone says how many there are. */}}
{{- if not .autoscaling.enabled -}}
replicas: {{ .replicas }}
{{ end -}}
minReadySeconds: {{ .minReadySeconds }}
progressDeadlineSeconds: {{ .progressDeadlineSeconds }}
revisionHistoryLimit: {{ .revisionHistoryLimit }}
{{- end }}
{{- end }}
