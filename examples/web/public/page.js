var b,Tn,Jt,G,qe,Fe,kn,Pe,Pn,We,Ke,Zt,_e=Symbol.for("pv"),De={},Me=[],er=/^m(i|n|o|s|text|space)$/,je=Array.isArray,En=Me.slice,ie=Object.assign;function oe(e){e&&e.parentNode&&e.remove()}function Ee(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:_e,__v:o||++Tn,__i:-1,__u:0};return!o&&b.vnode&&b.vnode(s),s}function U(e){return e.children}function Se(e,n){this.props=e,this.context=n,this.__g=0}function J(e,n){if(n==null)return e.__&&J(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:J(e)}function nr(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=ie({constructor:_e},t)).__v=t.__v+1,b.vnode&&b.vnode(n),Qe(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||J(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,In(o,n,s),t.__=t.__e=null,n.__e!=i&&Sn(n))}function Sn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),Sn(e)}function Cn(e){(8&e.__g||(e.__g|=8,G.push(e),Fe++))&&qe==b.debounceRendering||((qe=b.debounceRendering)||queueMicrotask)(An)}function An(){try{for(var e,n=1;G.length;)G.length>n&&G.sort(kn),e=G.shift(),n=G.length,8&e.__g&&nr(e)}finally{(Fe=G.length)&&(qe||queueMicrotask)(An)}}function Fn(e,n,t,i,o,s,a,l,d,m,c){var p,_,u,f,A,h,w=i.__k||Me,g=n.length;for(d=tr(t,n,w,d,g),p=0;p<g;p++)(u=t.__k[p])!=null&&(_=~u.__i&&w[u.__i]||De,u.__i=p,h=Qe(e,u,_,o,s,a,l,d,m,c),f=u.__e,(_.ref!=u.ref||8&_.__u)&&(_.ref&&Ye(_.ref,null,u,_),u.ref&&c.push(u.ref,u.__c||f,u)),A=A||f,4&u.__u?(d=Dn(u,d,e,!_.__v),_.__e&&(_.__e=null)):typeof u.type=="function"&&h!==void 0?d=h:f&&(d=f.nextSibling),u.__u&=-21);return t.__e=A,d}function tr(e,n,t,i,o){var s,a,l,d,m,c,p,_,u,f=t.length,A=f,h=0,w=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Ee(null,a):je(a)?a=g[s]=Ee(U,{children:a}):a.constructor===_e&&a.__b?a=g[s]=Ee(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,d=s+h,a.__=e,a.__b=e.__b+1,l=null,~(m=a.__i=rr(a,t,d,A))&&(A--,(l=t[m])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,m==d-1?h--:m==d+1?h++:m!=d&&(m>d?h--:h++,w=1)):(~m||(o>f?h--:o<f&&h++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(w){for(c=[],p=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(h=0,_=c.length;h<_;)c[u=h+_>>1]<a.__i?h=u+1:_=u;c[h]=a.__i,p[s]=h+1}for(h=c.length;s--;)p[s]&&(p[s]==h?h--:g[s].__u|=4)}if(A)for(s=0;s<f;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=J(l)),ze(l,l));return i}function Dn(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=Dn(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=J(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function rr(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],d=l&&!(2&l.__u);if(l===null&&s==null||d&&s==l.key&&a==l.type)return t;if(i>(d?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function xn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function ke(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||xn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||xn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=Ke[n]||(Ke[n]=or(n)),(e.__a||(e.__a={}))[n]=We,s=n!=(n=n.replace(Pn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function or(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Pe]==null)n[Pe]=We++;else if(n[Pe]<this.__a[e])return;return t(b.event?b.event(n):n)}}}function Qe(e,n,t,i,o,s,a,l,d,m){var c,p,_,u,f,A,h,w,g,F,x,Le,wn,Te,te,vn,X,re,j=n.type;if(n.constructor!==_e)return null;128&t.__u&&(d=32&t.__u,c=t.__c.__z)&&(n.__u|=d,p=s=[],c.nodeType==8?l=Ae(c,s):s.push(c),l=s[0]||l),(c=b.__b)&&c(n);e:if(typeof j=="function"){_=a.length;try{if(w=n.props,g=(c=j.prototype)&&c.render,F=(c=j.contextType)&&i[c.__c],x=c?F?F.props.value:c.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new j(w,x):(n.__c=u=new Se(w,x),u.constructor=j,u.render=sr),F&&F.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),j.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=ie({},u.__s)),ie(u.__s,j.getDerivedStateFromProps(w,u.__s)))),f=u.props,A=u.state,u.__v=n,t.__c){if(w!==f&&g&&!j.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(w,x),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(w,u.__s,x)===!1){n.__v!=t.__v&&(u.props=w,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(O){O&&(O.__=n)}),Me.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=J(t);break e}u.componentWillUpdate&&u.componentWillUpdate(w,u.__s,x),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(f,A,h)})}else g&&!j.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=x,u.props=w,u.__P=e,u.__g&=-5,Le=b.__r,wn=g?25:0;do u.__g&=-9,Le&&Le(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++wn<25);g&&(Me.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=ie({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(h=u.getSnapshotBeforeUpdate(f,A)),Te=c&&c.type===U&&c.key==null?c.props.children:c,w.__P&&(c=l,o=(e=w.__P).namespaceURI,d=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(O){O&&ze(O,O)}),t.__k=null),l=t.__k?J(t,0):null),l=Fn(e,je(Te)?Te:[Te],n,t,i,o,s,a,l,d,m),w.__P&&(n.__e=null,l=c),n.__u&=-161,p&&p.some(oe),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(O){if(a.length=_,n.__v=null,d||s)if(O&&O.then){if(n.__u|=128|d,s){for(~(X=s.indexOf(l||void 0))||(X=s.length);(re=s[X-1])&&re.nodeType==8;)X--;for(;X<s.length;X++)if(re=s[X])if(s[X]=null,te){if(re==vn)break}else{if(re.nodeType!=8)break;re.data.startsWith("$s")&&(vn=Ae(te=re))}}if(!te){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;te=l}(c=Ae(te=n.__c.__z||(n.__c.__z=te)))?(n.__e=te,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(oe);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),O&&O.then||Mn(n),b.__e(O,n,t)}}else l=n.__e=ir(t.__e,n,t,i,o,s,a,d,m,e);return(c=b.diffed)&&c(n),l}function Ae(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function Mn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Mn))}function In(e,n,t){for(var i=0;i<t.length;)Ye(t[i++],t[i++],t[i++]);b.__c&&b.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){b.__e(s,o.__v)}})}function ir(e,n,t,i,o,s,a,l,d,m){var c,p,_,u,f,A,h,w,g=t.props||De,F=n.props,x=n.type;if(x=="svg"?o="http://www.w3.org/2000/svg":x=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((f=s[c])&&(x?f.localName==x:f.nodeType==3)){e=f,s[c]=null;break}}if(!e){if(w=m.ownerDocument||document,!x)return w.createTextNode(F);e=w.createElementNS(o,x,F.is?F:m),l&&(b.__m&&b.__m(n,s),l=!1),s=null}if(x){if(m=x=="template"&&e.content||e,s=x=="textarea"&&F.defaultValue!=null?null:s&&En.call(m.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(f=e.attributes[c]).name]=f.value;for(c in g)f=g[c],c=="dangerouslySetInnerHTML"?_=f:c=="children"||c in F||c=="value"&&"defaultValue"in F||c=="checked"&&"defaultChecked"in F||ke(e,c,null,f,o);for(c in F)f=F[c],c=="children"?u=f:c=="dangerouslySetInnerHTML"?p=f:c=="value"?A=f:c=="checked"?h=f:l&&typeof f!="function"||g[c]===f||ke(e,c,f,g[c],o);p?(l||_&&(p.__html==_.__html||p.__html==e.innerHTML)||(e.innerHTML=p.__html),n.__k=[]):(_&&(e.textContent=""),(x=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&er.test(x))&&(o="http://www.w3.org/1999/xhtml"),Fn(m,je(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&J(t,0),l,d),s&&s.some(oe)),l&&x!="textarea"||(c="value",x=="progress"&&A==null?e.removeAttribute(c):A==null||A===e[c]&&(x!="progress"||A)||ke(e,c,A,g[c],o),c="checked",h!=null&&h!=e[c]&&ke(e,c,h,g[c],o))}else g===F||l&&e.data==F||(e.data=F);return e}function Ye(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){b.__e(o,t)}}function ze(e,n,t){var i,o,s,a;if(b.unmount&&b.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||Ye(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){b.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&ze(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Ae(i,s=[]))&&(i==e.__e&&s.some(oe),oe(o),oe(i)),t||oe(e.__e),e.__e=e.__c=e.__=null}function sr(e,n,t){return this.constructor(e,t)}function Un(e,n){var t,i,o,s;b.__&&b.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=Ee(U,{children:[e]}),o=[],s=[],Qe(n,n.__k,i||De,De,n.namespaceURI,i?null:n.firstChild?En.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),In(o,n.__k,s),n.__k.props.children=null}b={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw Fe=0,e}},Tn=0,Jt=function(e){return e!=null&&e.constructor===_e},Se.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=ie({},this.state)),typeof e=="function"&&(e=e(ie({},t),this.props)),e&&(ie(t,e),this.__v&&(n&&this.__k.push(n),Cn(this)))},Se.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Cn(this))},Se.prototype.render=U,G=[],Fe=0,kn=function(e,n){return e.__v.__b-n.__v.__b},Pe=Symbol(),Pn=/(PointerCapture)$|Capture$/i,We=0,Ke={},Zt=0;var he,E,Xe,Nn,Ge=Object.is,Ie=0,Kn=[],Je=[],k=b,Rn=k.__b,On=k.__r,Hn=k.diffed,Bn=k.__c,$n=k.unmount,Vn=k.__;function en(e,n){k.__h&&k.__h(E,e,Ie||n),Ie=0;var t=E.__H||(E.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function N(e){return Ie=1,nn(jn,e)}function nn(e,n,t){var i=en(he++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):jn(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);Ge(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=E,!E.__f)){E.__f=!0;var o=E.shouldComponentUpdate;E.shouldComponentUpdate=function(s,a,l){var d=this.__H;if(!d)return!0;var m=!1,c=this.props!=s;if(d.__.some(function(_){_.__N&&(m=!0,Ge(_.__[0],_.__N[0])||(c=!0))}),o){var p=o.call(this,s,a,l);return m?p||c:p}return!m||c}}return i.__}function D(e,n){var t=en(he++,3);!k.__s&&Wn(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,E.__H.__h.push(t))}function tn(e){return Ie=5,rn(function(){return{current:e}},[])}function rn(e,n){var t=en(he++,7);return Wn(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function ar(){var e;do{for(;e=Je.shift();)try{be(e)}catch(t){k.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Kn.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(be),n.__h.some(Ze),n.__h=[]}catch(t){n.__h=[],k.__e(t,e.__v)}}}while(Je.length)}k.__b=function(e){E=null,Rn&&Rn(e)},k.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),Vn&&Vn(e,n)},k.__r=function(e){On&&On(e),he=0;var n=(E=e.__c).__H;n&&(Xe==E?E.__h=[]:(n.__h.some(be),n.__h.some(Ze),he=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),Xe=E},k.diffed=function(e){Hn&&Hn(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&qn(Kn.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),Xe=E=null},k.__c=function(e,n){n.some(function(t){try{t.__h.some(be),t.__h=t.__h.filter(function(i){return!i.__||Ze(i)})}catch(i){t.__h=[function(){throw i}]}}),Bn&&Bn(e,n)},k.unmount=function(e){$n&&$n(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,qn(Je.push(o))}else be(o)}catch(s){n=s}}),i.__H=void 0,n&&k.__e(n,i.__v))};var Ln=typeof requestAnimationFrame=="function";function lr(e){var n,t=function(){clearTimeout(i),Ln&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);Ln&&(n=requestAnimationFrame(t))}function qn(e){e!=1&&Nn==k.requestAnimationFrame||((Nn=k.requestAnimationFrame)||lr)(ar)}function be(e){var n=E,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),E=n}function Ze(e){var n=E;e.__c=e.__(),E=n}function Wn(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!Ge(t,e[i])})}function jn(e,n){return typeof n=="function"?n(e):n}function H(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function B(e){let[n,t]=N(()=>e.get());return D(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var on=H(""),Ue=H(0);function Qn(e){let{viewer:n,markNotificationsRead:t}=e,i=(n??t)?.inbox?.unreadCount;(n===null||i!==void 0)&&Ue.set(i??0),(n===null||n?.user)&&on.set(n?.user?.id??"")}var ur=5e3,Z=new Map,sn=H(0);function Ne(e){an(e);for(let n of Z.keys()){if(Z.size<=ur)break;Z.delete(n)}sn.set(sn.get()+1)}function an(e){if(Array.isArray(e))e.forEach(an);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");Z.set(n.id,{...Z.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(an)}}function T(e){return{...e,...Z.get(e.id)}}function Yn(e,n){let t=Z.get(e)??{};Ne({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>Ne({id:e,...i})}function zn(){Z.clear()}function M(){B(sn)}var ye="",Re={};function ln(){if(!ye)return"";let e=Object.fromEntries(Object.entries(Re).sort());return btoa(JSON.stringify([ye,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function un(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>ye&&(ye=n);for(let[i,o]of Object.entries(t))Re[i]=Math.max(Re[i]??0,o)}function Xn(){ye="",Re={}}var Oe="bandstand.viewer";var Gn=["you","pat","enzo","jutta","masako","colin"],Jn=sessionStorage.getItem(Oe)??localStorage.getItem(Oe)??"you";function R(){return Jn}function Zn(e){Jn=e,sessionStorage.setItem(Oe,e),localStorage.setItem(Oe,e)}function et(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var cr=3,mr=300,dr=1e4,W=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable},cn=new Set;async function we(e,n){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(cn),nt(e,n);let t=nt(e,n);return cn.add(t),t.finally(()=>cn.delete(t))}async function nt(e,n){for(let t=1;;t++)try{return await pr(e,n)}catch(i){if(!(i instanceof W)||!i.retryable||t===cr)throw i;await new Promise(o=>setTimeout(o,mr*t))}}async function pr(e,n){let t=R(),i=await fr(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&Xn(),new W(o.message,a,l)}i.extensions?.consistency&&un(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&un(a.receipt.token);return t===R()&&(Qn(s),Ne(s)),s}async function fr(e){let n={"Content-Type":"application/json"};R()&&(n["X-Viewer"]=R()),ln()&&(n["X-Consistency-Token"]=ln());try{let t=AbortSignal.timeout(dr);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new W("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var P=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}};var tt=new P(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),rt=new P(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ot=new P(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),it=new P(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),st=new P(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),at=new P(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),lt=new P(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ut=new P(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ct=new P(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Said on Comment {
  id
  body
  postedAt
  bumpCount
  viewerHasBumped
  author {
    ...Person
  }
  parent {
    id
  }
}`),mt=new P(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),dt=new P(`
    mutation Name($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}`),pt=new P(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ft=new P(`
    query Home($order: HomeOrder!, $all: FeedOrder!, $withAll: Boolean!, $after: String) {
  viewer {
    ...Me
    user {
      followedTribeCount
      followedUserCount
      followedTribes(first: 12) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
  feed(order: $all, first: 20, after: $after) @include(if: $withAll) {
    ...Cards
  }
  around: feed(order: HOT, first: 50) {
    edges {
      node {
        tribe {
          ...Place
        }
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),gt=new P(`
    query Everything($order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  feed(order: $order, first: 20, after: $after) {
    ...Cards
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),_t=new P(`
    query TribePage($slug: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    leaderboard(window: ALL, first: 8) {
      edges {
        score
        node {
          ...Person
        }
      }
    }
    viewerStanding(window: ALL) {
      place
      score
    }
    followers(first: 6) {
      edges {
        node {
          ...Person
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),bt=new P(`
    query UserPage($handle: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  user(handle: $handle) {
    ...Person
    bio
    articleCount
    bumpsReceived
    followerCount
    viewerIsFollowing
    followedTribes(first: 12) {
      edges {
        node {
          ...Place
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),ht=new P(`
    query ArticlePage($id: ID!, $order: CommentOrder!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    ...Card
    body
    repostCount
    media {
      url
      alt
    }
    comments(order: $order, first: 50, after: $after) {
      edges {
        node {
          ...Said
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Said on Comment {
  id
  body
  postedAt
  bumpCount
  viewerHasBumped
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),yt=new P(`
    query Inbox($after: String) {
  viewer {
    ...Me
    inbox {
      notifications(first: 20, after: $after) {
        edges {
          node {
            ...Notice
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}
fragment Notice on Notification {
  id
  kind
  at
  isRead
  actorCount
  actors(first: 2) {
    edges {
      node {
        ...Person
      }
    }
  }
  commentCount
  comments(first: 2) {
    edges {
      node {
        id
        body
        author {
          ...Person
        }
      }
    }
  }
  article {
    id
    title
  }
}`);var gr=Symbol.for("pv"),_r=0;function r(e,n,t,i,o,s){n||(n={});var a,l,d=n;if("ref"in d&&typeof e!="function")for(l in d={},n)l=="ref"?a=n[l]:d[l]=n[l];var m={type:e,props:d,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:gr,__v:--_r,__i:-1,__u:0};return(o||s)&&(m.__source=o,m.__self=s),b.vnode&&b.vnode(m),m}var br=6e3,mn=H(""),wt=0;function dn(e){clearTimeout(wt),mn.set(e),wt=setTimeout(()=>mn.set(""),br)}function vt(){let e=B(mn);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var hr=30,ce=new Map,He=H(0);function ve(){ce.clear(),He.set(He.get()+1)}function $(e,n,t,i){let[,o]=nn(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=rn(()=>ce.get(s)??yr(s),[s]);async function l(c){if(a.busy){a.late||=c===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),o(void 0);try{let p=await we(n,{...t,after:c});a.answers=c===null?[p]:[...a.answers,p]}catch(p){a.failure=p instanceof W?p:new W(String(p),"INTERNAL",!1)}a.busy=!1,o(void 0),a.late&&await l(null)}D(()=>{a.answers.length||l(null)},[s]);let d=a.answers.at(-1),m=d&&i(d)?.pageInfo;return{...a,first:a.answers[0],more:m?.hasNextPage?()=>l(m.endCursor):null,again:()=>l(a.answers.length&&a.failure&&m?m.endCursor:null),refresh:()=>l(null)}}function yr(e){let n={answers:[],failure:null,busy:!1,late:!1};ce.set(e,n);let[t]=ce.keys();return ce.size>hr&&t!==void 0&&ce.delete(t),n}var pn=new Set;function Be(e){let n={input:{articleId:e.id}};return $e(e.id,St(e),()=>e.viewerHasBumped?V(rt,n):V(tt,n))}function Ct(e){let n={input:{commentId:e.id}};return $e(e.id,St(e),()=>e.viewerHasBumped?V(it,n):V(ot,n))}function me(e){let n={input:{tribeId:e.id}};return ve(),$e(e.id,At(e),()=>e.viewerIsFollowing?V(at,n):V(st,n))}function xt(e){let n={input:{userId:e.id}};return ve(),$e(e.id,At(e),()=>e.viewerIsFollowing?V(ut,n):V(lt,n))}function Tt(e,n,t,i){return V(ct,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function kt(e){await we(mt,{input:{articleId:e}}).catch(()=>{})}function Pt(e){return V(pt,{input:{until:e}})}function Et(e){return V(dt,{input:{name:e}})}function fn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function St(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function At(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function $e(e,n,t){if(pn.has(e))return!1;pn.add(e);let i=Yn(e,{...n}),o=await t().finally(()=>pn.delete(e));return o||i(),o}async function V(e,n){try{let t=await we(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&dn(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof W&&t.code==="UNAUTHENTICATED";return dn(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var gn=0;function Ve(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;gn=Math.max(gn,o?.visit??0);let s=o?.visit??++gn;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:wr(i),query:new URLSearchParams(n),visit:s}}function v(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function Q(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function wr(e){try{return decodeURIComponent(e)}catch{return e}}var vr=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),Cr=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),xr=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function _n(e){return vr.format(e)}function C(e,n,t=`${n}s`){return`${_n(e)} ${e===1?n:t}`}function Ft(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of xr)if(Math.abs(n)>=i)return Cr.format(Math.trunc(n/i),t);return"just now"}function Dt(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function Mt(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function S({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":Mt(e)},"aria-hidden":"true",children:Dt(e)})}function L(e){D(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function y(e){return e.name??e.handle??e.slug??(e.id===on.get()?"You":"Somebody new")}function Y({user:e}){M();let n=T(e);return n.handle===null?r("span",{children:y(n)}):r("a",{href:v("user",n.handle),children:y(n)})}function Ce({tribe:e}){let n=T(e);return n.slug===null?r("span",{children:y(n)}):r("a",{href:v("tribe",n.slug),children:y(n)})}function de({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:Ft(e)})}function Tr(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function pe({of:e,what:n,bump:t}){M();let i=T(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${C(i.bumpCount,"bump")}`,children:[r(Tr,{}),r("span",{class:"number",children:_n(i.bumpCount)})]})}function se({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function fe({title:e,tribes:n}){return M(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(T).map(t=>r("li",{children:[r(S,{name:y(t),square:!0}),r("span",{class:"row-name",children:[r(Ce,{tribe:t}),r("small",{children:C(t.followerCount,"follower")})]}),r(se,{of:t,name:y(t),follow:()=>me(t)})]},t.id))})]}):null}function z(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function ee({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function q({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function I({children:e}){return r("div",{class:"empty panel",children:e})}function K({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function ge({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function bn({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=N(!1);return r("form",{class:"writing",onSubmit:async m=>{m.preventDefault();let c=m.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:m=>{m.key==="Enter"&&(m.ctrlKey||m.metaKey)&&m.currentTarget.form?.requestSubmit(),m.key==="Escape"&&o?.()},ref:m=>{i&&m&&!m.dataset.met&&(m.dataset.met="1",m.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var ae=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],It={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function le(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function ue(e){return M(),r(U,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(kr,{article:T(n)})},n.id))}),r(ge,{more:e.more,busy:e.busy})]})}function hn({article:e}){return r("div",{class:"byline",children:[r(S,{name:y(T(e.author))}),r("p",{children:[r(Y,{user:e.author}),r("small",{children:[r(Ce,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(de,{at:e.publishedAt}),It[e.kind]&&r("span",{class:"kind",children:It[e.kind]})]})]})]})}function kr({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(hn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:v("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(pe,{of:e,what:e.title,bump:Be}),r("a",{class:"said",href:v("article",e.id),children:C(e.commentCount,"comment")}),r("span",{children:C(e.viewCount,"view")})]})]})}function xe(e){return null}var Ut=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Pr=3;function Nt({article:e,comments:n,refresh:t}){M();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,d,m)=>{let c=await Tt(e,l,Sr(d),m);return c&&await t(),c},a=(l,d)=>r("ol",{class:d?"replies":"thread","data-depth":Math.min(d,Pr),children:(o.get(l)??[]).map(m=>r("li",{children:[r(Er,{comment:T(m),say:s}),o.has(m.id)&&a(m.id,d+1)]},m.id))});return r(U,{children:[r(Rt,{children:(l,d)=>r(bn,{label:"Add a comment",button:"Comment",send:async m=>await s(null,m,l)&&d()})}),a("",0)]})}function Er({comment:e,say:n}){let[t,i]=N(!1),o=y(T(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(S,{name:o}),r(Y,{user:e.author}),r(de,{at:e.postedAt})]}),r(ee,{html:e.body}),r("p",{class:"foot",children:[r(pe,{of:e,what:`the comment by ${o}`,bump:Ct}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(Rt,{children:s=>r(bn,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function Rt({children:e}){let[n,t]=N(fn);return r(U,{children:e(n,()=>(t(fn()),!0))})}function Sr(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function Ot({route:e}){M();let n=Q(e,"comments",["OLD","NEW","TOP"]),t=$(e.visit,ht,{id:e.of,order:n},m=>m.article?.comments),i=t.first?.article,o=i&&T(i);L(o?.title);let s=t.answers.flatMap(m=>m.article?.comments.edges.map(({node:c})=>c)??[]),a=t.more||!o?0:o.commentCount-s.length;i?.id,D(()=>{i&&R()&&kt(i.id)},[i?.id]);let l=o&&T(o.tribe),d=async()=>{t.more&&n==="OLD"?location.hash=v("article",e.of,{comments:"NEW"}):await t.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(hn,{article:o}),r("h1",{id:"title",children:o.title}),r(ee,{html:o.body||o.excerpt}),o.media.map(m=>r("img",{src:m.url,alt:m.alt,loading:"lazy",referrerpolicy:"no-referrer"},m.url)),r("p",{class:"foot","aria-live":"polite",children:[r(pe,{of:o,what:o.title,bump:Be}),r("span",{"data-comments":!0,children:C(o.commentCount,"comment")}),r("span",{"data-views":!0,children:C(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:C(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(z,{label:"Order of comments",words:Ut,chosen:n,href:m=>v("article",e.of,{comments:m})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",C(a,"new comment")]}),r(Nt,{article:o.id,comments:s,refresh:d}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(ge,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(K,{rows:2}),t.failure&&r(q,{failure:t.failure,again:t.again}),t.first&&!o&&r(I,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(S,{name:y(l),square:!0}),r("h2",{children:r(Ce,{tribe:l})}),r("p",{children:C(l.followerCount,"follower")}),r(se,{of:l,name:y(l),follow:()=>me(l)})]})})]})}var Ht={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function Bt({here:e}){let n=B(Ue);return r("a",{class:"bell",href:v("inbox"),"aria-current":e?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function $t({route:e}){M(),L("Notifications");let n=B(Ue),t=$(e.visit,yt,{},a=>a.viewer?.inbox.notifications),i=t.answers.flatMap(a=>a.viewer?.inbox.notifications.edges.map(({node:l})=>l)??[]),[o]=i,s=async()=>{o&&await Pt(o.at)&&await t.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),n>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:i.map(a=>r("li",{children:r(Ar,{notice:a})},a.id))}),r(ge,{more:t.more,busy:t.busy}),!t.first&&t.busy&&r(K,{}),t.failure&&r(q,{failure:t.failure,again:t.again}),t.first&&!t.first.viewer&&r(I,{children:"Choose who you are first, at the top of the page."}),t.first?.viewer&&!i.length&&r(I,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Ar({notice:e}){let n=e.comments.edges.map(({node:s})=>s),t=n.length?n.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),i=Math.max(e.commentCount,e.actorCount)-t.length,[o]=t;return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-label":Ht[e.kind],children:[r(S,{name:o?y(T(o)):"?"}),r("div",{children:[r("p",{children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Fr,{people:t,others:i})," ",Ht[e.kind]," ",e.article&&r("a",{"data-open":!0,href:v("article",e.article.id),children:r("strong",{children:e.article.title})})]}),r(de,{at:e.at})]})]})}function Fr({people:e,others:n}){let t=[...new Map(e.map(i=>[i.id,i])).values()];return r(U,{children:[t.map((i,o)=>r("span",{children:[o>0&&(n>0?", ":" and "),r(Y,{user:i})]},i.id)),n>0&&` and ${C(n,"other")}`]})}var Lt=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],ne=H(!1);function qt(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Dr(e.key,n)&&e.preventDefault()})}function Dr(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?Mr(t,e==="j"?1:-1):e==="b"?Vt(t??document,t?"[data-bump]":".article [data-bump]"):e==="Enter"?n===t&&Vt(t,"[data-open]"):e==="/"?Ir("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&ne.set(!ne.get()),e==="h"||e==="?")}function Mr(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function Vt(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function Ir(e){let n=document.querySelector(e);return n?.focus(),n!==null}function Kt({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:v(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:v(""),children:[r(Ur,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),n&&r(Bt,{here:e.page==="inbox"}),r(Nr,{me:n,choose:t})]})})}function Ur(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Nr({me:e,choose:n}){let t=tn(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return D(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(S,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Gn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(S,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(S,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),et(s.value)];l&&(i(l),Et(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function Wt(){let e=B(ne),n=tn(null);return D(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>ne.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Lt.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>ne.set(!1),children:"Close"})]})}var Rr=[...ae,["FOR_YOU","For you"]],yn=new Set;function jt({route:e}){L("Home");let n=Q(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=N(!yn.has(R())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=$(e.visit,ft,i,u=>u.viewer?.feed.edges.length?u.viewer.feed:u.feed),s=B(He),[a]=N(s);D(()=>{s!==a&&o.refresh()},[s]);let l=o.first?.viewer,d=l?l.user.followedTribeCount+l.user.followedUserCount:0;d?yn.add(R()):l&&yn.delete(R());let m=d>0||n==="FOR_YOU",c=le(o.answers.map(u=>m&&u.viewer?u.viewer.feed:u.feed)),p=l?.user.followedTribes.edges.map(({node:u})=>u)??[],_=Yt(o.first?.around.edges.map(({node:u})=>u.tribe)??[],p);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:m?"Home":"Everything"}),r(z,{label:"Order",words:Rr,chosen:n,href:u=>v("","",{order:u})})]}),o.first&&!m&&r("div",{class:"hint panel",children:[r("p",{children:[l?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",l?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),l&&r("p",{class:"chips",children:_.filter(({slug:u})=>u!==null).map(u=>r("a",{class:"chip",href:v("tribe",u.slug??""),children:u.name??u.slug},u.id))})]}),r(xe,{refresh:o.refresh}),r(ue,{articles:c,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(K,{}),o.failure&&r(q,{failure:o.failure,again:o.again}),o.first&&!c.length&&r(I,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(fe,{title:"You follow",tribes:p}),r(fe,{title:"Tribes to follow",tribes:_})]})]})}function Qt({route:e}){L("Everything");let n=Q(e,"order",["NEW","HOT","TOP"]),t=$(e.visit,gt,{order:n},o=>o.feed),i=le(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(z,{label:"Order",words:ae,chosen:n,href:o=>v("all","",{order:o})})]}),r(xe,{refresh:t.refresh}),r(ue,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(K,{}),t.failure&&r(q,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(I,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(fe,{title:"Tribes here",tribes:Yt(i.map(({tribe:o})=>o),[])})})]})}function Yt(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function zt({route:e}){M();let n=Q(e,"order",["NEW","HOT","TOP"]),t=$(e.visit,_t,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&T(i);L(o?y(o):void 0);let s=le(t.answers.map(a=>a.tribe?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(S,{name:y(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.description&&r(ee,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:C(o.followerCount,"follower")}),r("span",{children:C(o.articleCount,"article")})]})]}),r(se,{of:o,name:y(o),follow:()=>me(o)})]}),o&&r(z,{label:"Order",words:ae,chosen:n,href:a=>v("tribe",e.of,{order:a})}),o&&r(xe,{refresh:t.refresh}),r(ue,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(K,{}),t.failure&&r(q,{failure:t.failure,again:t.again}),t.first&&!o&&r(I,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(I,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[o&&r(Or,{tribe:o}),o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(S,{name:y(T(a))}),r("span",{class:"row-name",children:r(Y,{user:a})})]},a.id))})]})]})]})}function Or({tribe:e}){let{leaderboard:n,viewerStanding:t}=e;return n.edges.length?r("section",{class:"panel",children:[r("h2",{children:"Leaderboard"}),r("ol",{class:"rows",children:n.edges.map(({node:i,score:o},s)=>r("li",{children:[r("span",{class:"rank",children:s+1}),r(S,{name:y(T(i))}),r("span",{class:"row-name",children:[r(Y,{user:i}),r("small",{children:C(o,"bump")})]})]},i.id))}),t&&t.place>n.edges.length&&r("p",{class:"quiet-words standing",children:["You are number ",t.place,", with ",C(t.score,"bump"),"."]})]}):null}function Xt({route:e}){M();let n=Q(e,"order",["NEW","HOT","TOP"]),t=$(e.visit,bt,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&T(i);L(o?y(o):void 0);let s=o?.id===t.first?.viewer?.user.id,a=le(t.answers.map(l=>l.user?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(S,{name:y(o)}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.bio&&r(ee,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:C(o.followerCount,"follower")}),r("span",{children:C(o.articleCount,"article")}),r("span",{children:[C(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(se,{of:o,name:y(o),follow:()=>xt(o)})]}),o&&r(z,{label:"Order",words:ae,chosen:n,href:l=>v("user",e.of,{order:l})}),r(ue,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(K,{}),t.failure&&r(q,{failure:t.failure,again:t.again}),t.first&&!o&&r(I,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(I,{children:[y(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(fe,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Hr={"":jt,all:Qt,tribe:zt,user:Xt,article:Ot,inbox:$t};function Br(){let[e,n]=N(Ve),[t,i]=N(R);D(()=>{let a=()=>{Gt.set(e.visit,scrollY),n(Ve())},l=d=>{d.target.closest("a")?.getAttribute("href")===location.hash&&(history.replaceState(null,""),n(Ve()))};return addEventListener("popstate",a),addEventListener("click",l),()=>{removeEventListener("popstate",a),removeEventListener("click",l)}},[e]),D(()=>{let a=Gt.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Zn(a),zn(),ve(),i(a)},s=Hr[e.page];return r(U,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Kt,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${t} ${e.visit}`):r(I,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>ne.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(vt,{}),r(Wt,{})]})}var Gt=new Map;history.scrollRestoration="manual";qt();Un(r(Br,{}),document.body);
