var _,hn,Nt,Q,$e,Se,wn,Te,yn,Ve,Be,$t,ge=Symbol.for("pv"),Ae={},Fe=[],Bt=/^m(i|n|o|s|text|space)$/,Le=Array.isArray,vn=Fe.slice,ne=Object.assign;function ee(e){e&&e.parentNode&&e.remove()}function ke(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ge,__v:o||++hn,__i:-1,__u:0};return!o&&_.vnode&&_.vnode(s),s}function I(e){return e.children}function Pe(e,n){this.props=e,this.context=n,this.__g=0}function z(e,n){if(n==null)return e.__&&z(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:z(e)}function Vt(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=ne({constructor:ge},t)).__v=t.__v+1,_.vnode&&_.vnode(n),qe(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||z(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,En(o,n,s),t.__=t.__e=null,n.__e!=i&&Cn(n))}function Cn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),Cn(e)}function _n(e){(8&e.__g||(e.__g|=8,Q.push(e),Se++))&&$e==_.debounceRendering||(($e=_.debounceRendering)||queueMicrotask)(xn)}function xn(){try{for(var e,n=1;Q.length;)Q.length>n&&Q.sort(wn),e=Q.shift(),n=Q.length,8&e.__g&&Vt(e)}finally{(Se=Q.length)&&($e||queueMicrotask)(xn)}}function Tn(e,n,t,i,o,s,a,l,m,p,c){var d,h,u,f,S,b,v=i.__k||Fe,g=n.length;for(m=Lt(t,n,v,m,g),d=0;d<g;d++)(u=t.__k[d])!=null&&(h=~u.__i&&v[u.__i]||Ae,u.__i=d,b=qe(e,u,h,o,s,a,l,m,p,c),f=u.__e,(h.ref!=u.ref||8&h.__u)&&(h.ref&&Ke(h.ref,null,u,h),u.ref&&c.push(u.ref,u.__c||f,u)),S=S||f,4&u.__u?(m=kn(u,m,e,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="function"&&b!==void 0?m=b:f&&(m=f.nextSibling),u.__u&=-21);return t.__e=S,m}function Lt(e,n,t,i,o){var s,a,l,m,p,c,d,h,u,f=t.length,S=f,b=0,v=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=ke(null,a):Le(a)?a=g[s]=ke(I,{children:a}):a.constructor===ge&&a.__b?a=g[s]=ke(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+b,a.__=e,a.__b=e.__b+1,l=null,~(p=a.__i=qt(a,t,m,S))&&(S--,(l=t[p])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,p==m-1?b--:p==m+1?b++:p!=m&&(p>m?b--:b++,v=1)):(~p||(o>f?b--:o<f&&b++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(v){for(c=[],d=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(b=0,h=c.length;b<h;)c[u=b+h>>1]<a.__i?b=u+1:h=u;c[b]=a.__i,d[s]=b+1}for(b=c.length;s--;)d[s]&&(d[s]==b?b--:g[s].__u|=4)}if(S)for(s=0;s<f;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=z(l)),je(l,l));return i}function kn(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=kn(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=z(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function qt(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],m=l&&!(2&l.__u);if(l===null&&s==null||m&&s==l.key&&a==l.type)return t;if(i>(m?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function bn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function xe(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||bn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||bn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=Be[n]||(Be[n]=Kt(n)),(e.__a||(e.__a={}))[n]=Ve,s=n!=(n=n.replace(yn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function Kt(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Te]==null)n[Te]=Ve++;else if(n[Te]<this.__a[e])return;return t(_.event?_.event(n):n)}}}function qe(e,n,t,i,o,s,a,l,m,p){var c,d,h,u,f,S,b,v,g,A,C,Ne,fn,Ce,G,gn,W,Z,B=n.type;if(n.constructor!==ge)return null;128&t.__u&&(m=32&t.__u,c=t.__c.__z)&&(n.__u|=m,d=s=[],c.nodeType==8?l=Ee(c,s):s.push(c),l=s[0]||l),(c=_.__b)&&c(n);e:if(typeof B=="function"){h=a.length;try{if(v=n.props,g=(c=B.prototype)&&c.render,A=(c=B.contextType)&&i[c.__c],C=c?A?A.props.value:c.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new B(v,C):(n.__c=u=new Pe(v,C),u.constructor=B,u.render=Wt),A&&A.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),B.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=ne({},u.__s)),ne(u.__s,B.getDerivedStateFromProps(v,u.__s)))),f=u.props,S=u.state,u.__v=n,t.__c){if(v!==f&&g&&!B.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(v,C),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(v,u.__s,C)===!1){n.__v!=t.__v&&(u.props=v,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(H){H&&(H.__=n)}),Fe.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=z(t);break e}u.componentWillUpdate&&u.componentWillUpdate(v,u.__s,C),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(f,S,b)})}else g&&!B.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=v,u.__P=e,u.__g&=-5,Ne=_.__r,fn=g?25:0;do u.__g&=-9,Ne&&Ne(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++fn<25);g&&(Fe.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=ne({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(b=u.getSnapshotBeforeUpdate(f,S)),Ce=c&&c.type===I&&c.key==null?c.props.children:c,v.__P&&(c=l,o=(e=v.__P).namespaceURI,m=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(H){H&&je(H,H)}),t.__k=null),l=t.__k?z(t,0):null),l=Tn(e,Le(Ce)?Ce:[Ce],n,t,i,o,s,a,l,m,p),v.__P&&(n.__e=null,l=c),n.__u&=-161,d&&d.some(ee),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(H){if(a.length=h,n.__v=null,m||s)if(H&&H.then){if(n.__u|=128|m,s){for(~(W=s.indexOf(l||void 0))||(W=s.length);(Z=s[W-1])&&Z.nodeType==8;)W--;for(;W<s.length;W++)if(Z=s[W])if(s[W]=null,G){if(Z==gn)break}else{if(Z.nodeType!=8)break;Z.data.startsWith("$s")&&(gn=Ee(G=Z))}}if(!G){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;G=l}(c=Ee(G=n.__c.__z||(n.__c.__z=G)))?(n.__e=G,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(ee);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),H&&H.then||Pn(n),_.__e(H,n,t)}}else l=n.__e=jt(t.__e,n,t,i,o,s,a,m,p,e);return(c=_.diffed)&&c(n),l}function Ee(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function Pn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Pn))}function En(e,n,t){for(var i=0;i<t.length;)Ke(t[i++],t[i++],t[i++]);_.__c&&_.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){_.__e(s,o.__v)}})}function jt(e,n,t,i,o,s,a,l,m,p){var c,d,h,u,f,S,b,v,g=t.props||Ae,A=n.props,C=n.type;if(C=="svg"?o="http://www.w3.org/2000/svg":C=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((f=s[c])&&(C?f.localName==C:f.nodeType==3)){e=f,s[c]=null;break}}if(!e){if(v=p.ownerDocument||document,!C)return v.createTextNode(A);e=v.createElementNS(o,C,A.is?A:p),l&&(_.__m&&_.__m(n,s),l=!1),s=null}if(C){if(p=C=="template"&&e.content||e,s=C=="textarea"&&A.defaultValue!=null?null:s&&vn.call(p.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(f=e.attributes[c]).name]=f.value;for(c in g)f=g[c],c=="dangerouslySetInnerHTML"?h=f:c=="children"||c in A||c=="value"&&"defaultValue"in A||c=="checked"&&"defaultChecked"in A||xe(e,c,null,f,o);for(c in A)f=A[c],c=="children"?u=f:c=="dangerouslySetInnerHTML"?d=f:c=="value"?S=f:c=="checked"?b=f:l&&typeof f!="function"||g[c]===f||xe(e,c,f,g[c],o);d?(l||h&&(d.__html==h.__html||d.__html==e.innerHTML)||(e.innerHTML=d.__html),n.__k=[]):(h&&(e.textContent=""),(C=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Bt.test(C))&&(o="http://www.w3.org/1999/xhtml"),Tn(p,Le(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&z(t,0),l,m),s&&s.some(ee)),l&&C!="textarea"||(c="value",C=="progress"&&S==null?e.removeAttribute(c):S==null||S===e[c]&&(C!="progress"||S)||xe(e,c,S,g[c],o),c="checked",b!=null&&b!=e[c]&&xe(e,c,b,g[c],o))}else g===A||l&&e.data==A||(e.data=A);return e}function Ke(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){_.__e(o,t)}}function je(e,n,t){var i,o,s,a;if(_.unmount&&_.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||Ke(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){_.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&je(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Ee(i,s=[]))&&(i==e.__e&&s.some(ee),ee(o),ee(i)),t||ee(e.__e),e.__e=e.__c=e.__=null}function Wt(e,n,t){return this.constructor(e,t)}function Sn(e,n){var t,i,o,s;_.__&&_.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=ke(I,{children:[e]}),o=[],s=[],qe(n,n.__k,i||Ae,Ae,n.namespaceURI,i?null:n.firstChild?vn.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),En(o,n.__k,s),n.__k.props.children=null}_={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw Se=0,e}},hn=0,Nt=function(e){return e!=null&&e.constructor===ge},Pe.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=ne({},this.state)),typeof e=="function"&&(e=e(ne({},t),this.props)),e&&(ne(t,e),this.__v&&(n&&this.__k.push(n),_n(this)))},Pe.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),_n(this))},Pe.prototype.render=I,Q=[],Se=0,wn=function(e,n){return e.__v.__b-n.__v.__b},Te=Symbol(),yn=/(PointerCapture)$|Capture$/i,Ve=0,Be={},$t=0;var be,k,We,An,Qe=Object.is,De=0,Nn=[],ze=[],x=_,Fn=x.__b,Dn=x.__r,In=x.diffed,Un=x.__c,Mn=x.unmount,Hn=x.__;function Xe(e,n){x.__h&&x.__h(k,e,De||n),De=0;var t=k.__H||(k.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function O(e){return De=1,Je(Bn,e)}function Je(e,n,t){var i=Xe(be++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):Bn(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);Qe(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=k,!k.__f)){k.__f=!0;var o=k.shouldComponentUpdate;k.shouldComponentUpdate=function(s,a,l){var m=this.__H;if(!m)return!0;var p=!1,c=this.props!=s;if(m.__.some(function(h){h.__N&&(p=!0,Qe(h.__[0],h.__N[0])||(c=!0))}),o){var d=o.call(this,s,a,l);return p?d||c:d}return!p||c}}return i.__}function R(e,n){var t=Xe(be++,3);!x.__s&&$n(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,k.__H.__h.push(t))}function Ge(e){return De=5,Ze(function(){return{current:e}},[])}function Ze(e,n){var t=Xe(be++,7);return $n(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function Qt(){var e;do{for(;e=ze.shift();)try{_e(e)}catch(t){x.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Nn.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(_e),n.__h.some(Ye),n.__h=[]}catch(t){n.__h=[],x.__e(t,e.__v)}}}while(ze.length)}x.__b=function(e){k=null,Fn&&Fn(e)},x.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),Hn&&Hn(e,n)},x.__r=function(e){Dn&&Dn(e),be=0;var n=(k=e.__c).__H;n&&(We==k?k.__h=[]:(n.__h.some(_e),n.__h.some(Ye),be=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),We=k},x.diffed=function(e){In&&In(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&Rn(Nn.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),We=k=null},x.__c=function(e,n){n.some(function(t){try{t.__h.some(_e),t.__h=t.__h.filter(function(i){return!i.__||Ye(i)})}catch(i){t.__h=[function(){throw i}]}}),Un&&Un(e,n)},x.unmount=function(e){Mn&&Mn(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,Rn(ze.push(o))}else _e(o)}catch(s){n=s}}),i.__H=void 0,n&&x.__e(n,i.__v))};var On=typeof requestAnimationFrame=="function";function zt(e){var n,t=function(){clearTimeout(i),On&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);On&&(n=requestAnimationFrame(t))}function Rn(e){e!=1&&An==x.requestAnimationFrame||((An=x.requestAnimationFrame)||zt)(Qt)}function _e(e){var n=k,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),k=n}function Ye(e){var n=k;e.__c=e.__(),k=n}function $n(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!Qe(t,e[i])})}function Bn(e,n){return typeof n=="function"?n(e):n}function se(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function ae(e){let[n,t]=O(()=>e.get());return R(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var Yt=5e3,Y=new Map,en=se(0);function Ie(e){nn(e);for(let n of Y.keys()){if(Y.size<=Yt)break;Y.delete(n)}en.set(en.get()+1)}function nn(e){if(Array.isArray(e))e.forEach(nn);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");Y.set(n.id,{...Y.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(nn)}}function T(e){return{...e,...Y.get(e.id)}}function Vn(e,n){let t=Y.get(e)??{};Ie({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>Ie({id:e,...i})}function Ln(){Y.clear()}function D(){ae(en)}var he="",Ue={};function tn(){if(!he)return"";let e=Object.fromEntries(Object.entries(Ue).sort());return btoa(JSON.stringify([he,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function rn(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>he&&(he=n);for(let[i,o]of Object.entries(t))Ue[i]=Math.max(Ue[i]??0,o)}function qn(){he="",Ue={}}var Me="bandstand.viewer";var Kn=["you","pat","enzo","jutta","masako","colin"],jn=sessionStorage.getItem(Me)??localStorage.getItem(Me)??"you";function U(){return jn}function Wn(e){jn=e,sessionStorage.setItem(Me,e),localStorage.setItem(Me,e)}function Qn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Xt=3,Jt=300,Gt=1e4,N=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable};async function we(e,n){for(let t=1;;t++)try{return await Zt(e,n)}catch(i){if(!(i instanceof N)||!i.retryable||t===Xt)throw i;await new Promise(o=>setTimeout(o,Jt*t))}}async function Zt(e,n){let t=U(),i=await er(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&qn(),new N(o.message,a,l)}i.extensions?.consistency&&rn(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&rn(a.receipt.token);return t===U()&&Ie(s),s}async function er(e){let n={"Content-Type":"application/json"};U()&&(n["X-Viewer"]=U()),tn()&&(n["X-Consistency-Token"]=tn());try{let t=AbortSignal.timeout(Gt);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new N("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var w=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}},Or=new w(`
    fragment Person on User {
  id
  handle
  name
}
    `,{fragmentName:"Person"}),Rr=new w(`
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
    `,{fragmentName:"Place"}),Nr=new w(`
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
}`,{fragmentName:"Card"}),$r=new w(`
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
}`,{fragmentName:"Cards"}),Br=new w(`
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
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Said"}),Vr=new w(`
    fragment Me on Viewer {
  user {
    ...Person
  }
}
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Me"}),zn=new w(`
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
    `),Yn=new w(`
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
    `),Xn=new w(`
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
    `),Jn=new w(`
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
    `),Gn=new w(`
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
    `),Zn=new w(`
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
    `),et=new w(`
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
    `),nt=new w(`
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
    `),tt=new w(`
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
}`),rt=new w(`
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
    `),ot=new w(`
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
}`),it=new w(`
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
}`),st=new w(`
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
}`),at=new w(`
    query TribePage($slug: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    followers(first: 12) {
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
}`),lt=new w(`
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
}`),ut=new w(`
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
}`);var nr=Symbol.for("pv"),tr=0;function r(e,n,t,i,o,s){n||(n={});var a,l,m=n;if("ref"in m&&typeof e!="function")for(l in m={},n)l=="ref"?a=n[l]:m[l]=n[l];var p={type:e,props:m,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:nr,__v:--tr,__i:-1,__u:0};return(o||s)&&(p.__source=o,p.__self=s),_.vnode&&_.vnode(p),p}var rr=6e3,on=se(""),ct=0;function sn(e){clearTimeout(ct),on.set(e),ct=setTimeout(()=>on.set(""),rr)}function mt(){let e=ae(on);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var or=30,le=new Map;function ye(){le.clear()}function V(e,n,t,i){let[,o]=Je(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=Ze(()=>le.get(s)??ir(s),[s]);async function l(c){if(!a.busy){Object.assign(a,{busy:!0,failure:null}),o(void 0);try{let d=await we(n,{...t,after:c});a.answers=c===null?[d]:[...a.answers,d]}catch(d){a.failure=d instanceof N?d:new N(String(d),"INTERNAL",!1)}a.busy=!1,o(void 0)}}R(()=>{a.answers.length||l(null)},[s]);let m=a.answers.at(-1),p=m&&i(m)?.pageInfo;return{...a,first:a.answers[0],more:p?.hasNextPage?()=>l(p.endCursor):null,again:()=>l(a.answers.length&&a.failure&&p?p.endCursor:null),refresh:()=>l(null)}}function ir(e){let n={answers:[],failure:null,busy:!1};le.set(e,n);let[t]=le.keys();return le.size>or&&t!==void 0&&le.delete(t),n}var an=new Set;function He(e){let n={input:{articleId:e.id}};return Oe(e.id,bt(e),()=>e.viewerHasBumped?$(Yn,n):$(zn,n))}function pt(e){let n={input:{commentId:e.id}};return Oe(e.id,bt(e),()=>e.viewerHasBumped?$(Jn,n):$(Xn,n))}function ue(e){let n={input:{tribeId:e.id}};return Oe(e.id,ht(e),()=>e.viewerIsFollowing?$(Zn,n):$(Gn,n)).finally(ye)}function dt(e){let n={input:{userId:e.id}};return Oe(e.id,ht(e),()=>e.viewerIsFollowing?$(nt,n):$(et,n)).finally(ye)}function ft(e,n,t,i){return $(tt,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function gt(e){await we(rt,{input:{articleId:e}}).catch(()=>{})}function _t(e){return $(ot,{input:{name:e}})}function ln(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function bt(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function ht(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function Oe(e,n,t){if(an.has(e))return!1;an.add(e);let i=Vn(e,{...n}),o=await t().finally(()=>an.delete(e));return o||i(),o}async function $(e,n){try{let t=await we(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&sn(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof N&&t.code==="UNAUTHENTICATED";return sn(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}function ve(e){return null}var un=0;function cn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;un=Math.max(un,o?.visit??0);let s=o?.visit??++un;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:sr(i),query:new URLSearchParams(n),visit:s}}function P(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function L(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function sr(e){try{return decodeURIComponent(e)}catch{return e}}var ar=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),lr=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),ur=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function mn(e){return ar.format(e)}function E(e,n,t=`${n}s`){return`${mn(e)} ${e===1?n:t}`}function wt(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of ur)if(Math.abs(n)>=i)return lr.format(Math.trunc(n/i),t);return"just now"}function yt(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function vt(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function F({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":vt(e)},"aria-hidden":"true",children:yt(e)})}function y(e){return e.name??e.handle??e.slug??"Unnamed"}function X({user:e}){D();let n=T(e);return n.handle===null?r("span",{children:y(n)}):r("a",{href:P("user",n.handle),children:y(n)})}function ce({tribe:e}){let n=T(e);return n.slug===null?r("span",{children:y(n)}):r("a",{href:P("tribe",n.slug),children:y(n)})}function me({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:wt(e)})}function cr(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function pe({of:e,what:n,bump:t}){D();let i=T(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${E(i.bumpCount,"bump")}`,children:[r(cr,{}),r("span",{class:"number",children:mn(i.bumpCount)})]})}function te({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function de({title:e,tribes:n}){return D(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(T).map(t=>r("li",{children:[r(F,{name:y(t),square:!0}),r("span",{class:"row-name",children:[r(ce,{tribe:t}),r("small",{children:E(t.followerCount,"follower")})]}),r(te,{of:t,name:y(t),follow:()=>ue(t)})]},t.id))})]}):null}function q(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function J({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function K({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function M({children:e}){return r("div",{class:"empty panel",children:e})}function j({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function Re({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function pn({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=O(!1);return r("form",{class:"writing",onSubmit:async p=>{p.preventDefault();let c=p.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:p=>{p.key==="Enter"&&(p.ctrlKey||p.metaKey)&&p.currentTarget.form?.requestSubmit(),p.key==="Escape"&&o?.()},ref:p=>{i&&p&&!p.dataset.met&&(p.dataset.met="1",p.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var Ct=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],mr=3;function xt({article:e,comments:n,refresh:t}){D();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,m,p)=>{let c=await ft(e,l,dr(m),p);return c&&await t(),c},a=(l,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,mr),children:(o.get(l)??[]).map(p=>r("li",{children:[r(pr,{comment:T(p),say:s}),o.has(p.id)&&a(p.id,m+1)]},p.id))});return r(I,{children:[r(Tt,{children:(l,m)=>r(pn,{label:"Add a comment",button:"Comment",send:async p=>await s(null,p,l)&&m()})}),a("",0)]})}function pr({comment:e,say:n}){let[t,i]=O(!1),o=y(T(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(F,{name:o}),r(X,{user:e.author}),r(me,{at:e.postedAt})]}),r(J,{html:e.body}),r("p",{class:"foot",children:[r(pe,{of:e,what:`the comment by ${o}`,bump:pt}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(Tt,{children:s=>r(pn,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function Tt({children:e}){let[n,t]=O(ln);return r(I,{children:e(n,()=>(t(ln()),!0))})}function dr(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function kt({route:e}){D();let n=L(e,"comments",["OLD","NEW","TOP"]),t=V(e.visit,ut,{id:e.of,order:n},m=>m.article?.comments),i=t.first?.article,o=i&&T(i),s=t.answers.flatMap(m=>m.article?.comments.edges.map(({node:p})=>p)??[]),a=t.more||!o?0:o.commentCount-s.length;i?.id,R(()=>{i&&U()&&gt(i.id)},[i?.id]);let l=o&&T(o.tribe);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r("p",{class:"byline",children:[r(F,{name:y(T(o.author))}),r("span",{children:[r(X,{user:o.author})," in ",r(ce,{tribe:l})]}),r(me,{at:o.publishedAt})]}),r("h1",{id:"title",children:o.title}),r(J,{html:o.body||o.excerpt}),o.media.map(m=>r("img",{src:m.url,alt:m.alt,loading:"lazy",referrerpolicy:"no-referrer"},m.url)),r("p",{class:"foot","aria-live":"polite",children:[r(pe,{of:o,what:o.title,bump:He}),r("span",{"data-comments":!0,children:E(o.commentCount,"comment")}),r("span",{"data-views":!0,children:E(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:E(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(q,{label:"Order of comments",words:Ct,chosen:n,href:m=>P("article",e.of,{comments:m})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",E(a,"new comment")]}),r(xt,{article:o.id,comments:s,refresh:t.refresh}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(Re,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(j,{rows:2}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(F,{name:y(l),square:!0}),r("h2",{children:r(ce,{tribe:l})}),r("p",{children:E(l.followerCount,"follower")}),r(te,{of:l,name:y(l),follow:()=>ue(l)})]})})]})}var Et=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],fe=se(!1);function St(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||fr(e.key,n)&&e.preventDefault()})}function fr(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?gr(t,e==="j"?1:-1):e==="b"?Pt(t??document,"[data-bump]"):e==="Enter"?n===t&&Pt(t,"[data-open]"):e==="/"?_r("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&fe.set(!fe.get()),e==="h"||e==="?")}function gr(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function Pt(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function _r(e){let n=document.querySelector(e);return n?.focus(),n!==null}function At({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:P(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:P(""),children:[r(br,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),r(hr,{me:n,choose:t})]})})}function br(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function hr({me:e,choose:n}){let t=Ge(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return R(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(F,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Kn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(F,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(F,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),Qn(s.value)];l&&(i(l),_t(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Be"})]})]})]})}function Ft(){let e=ae(fe),n=Ge(null);return R(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>fe.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Et.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>fe.set(!1),children:"Close"})]})}var re=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],Dt={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function oe(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function ie(e){return D(),r(I,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(wr,{article:T(n)})},n.id))}),r(Re,{more:e.more,busy:e.busy})]})}function wr({article:e}){let{author:n,tribe:t}=e;return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r("p",{class:"byline",children:[r(F,{name:y(T(n))}),r("span",{children:[r(X,{user:n})," in ",r(ce,{tribe:t})]}),r(me,{at:e.publishedAt})]}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:P("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(pe,{of:e,what:e.title,bump:He}),r("a",{class:"said",href:P("article",e.id),children:E(e.commentCount,"comment")}),r("span",{children:E(e.viewCount,"view")}),Dt[e.kind]&&r("span",{class:"kind",children:Dt[e.kind]})]})]})}var yr=[...re,["FOR_YOU","For you"]],dn=new Set;function It({route:e}){let n=L(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=O(!dn.has(U())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=V(e.visit,it,i,d=>d.viewer?.feed.edges.length?d.viewer.feed:d.feed),s=o.first?.viewer,a=s?s.user.followedTribeCount+s.user.followedUserCount:0;a?dn.add(U()):s&&dn.delete(U());let l=a>0||n==="FOR_YOU",m=oe(o.answers.map(d=>l&&d.viewer?d.viewer.feed:d.feed)),p=s?.user.followedTribes.edges.map(({node:d})=>d)??[],c=Mt(m.map(({tribe:d})=>d),p);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:l?"Home":"Everything"}),r(q,{label:"Order",words:yr,chosen:n,href:d=>P("","",{order:d})})]}),o.first&&!l&&r("div",{class:"hint panel",children:[r("p",{children:[s?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",s?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),s&&r("p",{class:"chips",children:c.filter(({slug:d})=>d!==null).map(d=>r("a",{class:"chip",href:P("tribe",d.slug??""),children:d.name??d.slug},d.id))})]}),r(ve,{refresh:o.refresh}),r(ie,{articles:m,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(j,{}),o.failure&&r(K,{failure:o.failure,again:o.again}),o.first&&!m.length&&r(M,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(de,{title:"You follow",tribes:p}),r(de,{title:"Tribes to follow",tribes:c})]})]})}function Ut({route:e}){let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,st,{order:n},o=>o.feed),i=oe(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(q,{label:"Order",words:re,chosen:n,href:o=>P("all","",{order:o})})]}),r(ve,{refresh:t.refresh}),r(ie,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(M,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(de,{title:"Tribes here",tribes:Mt(i.map(({tribe:o})=>o),[])})})]})}function Mt(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function Ht({route:e}){D();let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,at,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&T(i),s=oe(t.answers.map(a=>a.tribe?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(F,{name:y(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.description&&r(J,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:E(o.followerCount,"follower")}),r("span",{children:E(o.articleCount,"article")})]})]}),r(te,{of:o,name:y(o),follow:()=>ue(o)})]}),o&&r(q,{label:"Order",words:re,chosen:n,href:a=>P("tribe",e.of,{order:a})}),o&&r(ve,{refresh:t.refresh}),r(ie,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(M,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"Followers",children:o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(F,{name:y(T(a))}),r("span",{class:"row-name",children:r(X,{user:a})})]},a.id))})]})})]})}function Ot({route:e}){D();let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,lt,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&T(i),s=o?.id===t.first?.viewer?.user.id,a=oe(t.answers.map(l=>l.user?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(F,{name:y(o)}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.bio&&r(J,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:E(o.followerCount,"follower")}),r("span",{children:E(o.articleCount,"article")}),r("span",{children:[E(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(te,{of:o,name:y(o),follow:()=>dt(o)})]}),o&&r(q,{label:"Order",words:re,chosen:n,href:l=>P("user",e.of,{order:l})}),r(ie,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(M,{children:[y(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(de,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var vr={"":It,all:Ut,tribe:Ht,user:Ot,article:kt};function Cr(){let[e,n]=O(cn),[t,i]=O(U);R(()=>{let a=()=>{Rt.set(e.visit,scrollY),n(cn())};return addEventListener("popstate",a),()=>removeEventListener("popstate",a)},[e]),R(()=>{let a=Rt.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Wn(a),Ln(),ye(),i(a)},s=vr[e.page];return r(I,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(At,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,children:s?r(s,{route:e},`${t} ${e.visit}`):r(M,{children:"There is no such page."})}),r(mt,{}),r(Ft,{})]})}var Rt=new Map;history.scrollRestoration="manual";St();Sn(r(Cr,{}),document.body);
