var E,Xn,Lr,ye,gn,rn,Jn,Ze,Zn,yn,bn,Br,qe=Symbol.for("pv"),on={},sn=[],Vr=/^m(i|n|o|s|text|space)$/,_n=Array.isArray,et=sn.slice,Pe=Object.assign;function Se(e){e&&e.parentNode&&e.remove()}function en(e,n,t,o,i){var s={type:e,props:n,key:t,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:qe,__v:i||++Xn,__i:-1,__u:0};return!i&&E.vnode&&E.vnode(s),s}function q(e){return e.children}function nn(e,n){this.props=e,this.context=n,this.__g=0}function _e(e,n){if(n==null)return e.__&&_e(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:_e(e)}function qr(e){var n,t=e.__v,o=t.__e,i=[],s=[],a=e.__P;a&&((n=Pe({constructor:qe},t)).__v=t.__v+1,E.vnode&&E.vnode(n),hn(a,n,t,e.__n,a.namespaceURI,32&t.__u?[o]:null,i,o||_e(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,st(i,n,s),t.__=t.__e=null,n.__e!=o&&nt(n))}function nt(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),nt(e)}function Gn(e){(8&e.__g||(e.__g|=8,ye.push(e),rn++))&&gn==E.debounceRendering||((gn=E.debounceRendering)||queueMicrotask)(tt)}function tt(){try{for(var e,n=1;ye.length;)ye.length>n&&ye.sort(Jn),e=ye.shift(),n=ye.length,8&e.__g&&qr(e)}finally{(rn=ye.length)&&(gn||queueMicrotask)(tt)}}function rt(e,n,t,o,i,s,a,l,m,d,c){var b,p,u,y,M,C,x=o.__k||sn,g=n.length;for(m=Wr(t,n,x,m,g),b=0;b<g;b++)(u=t.__k[b])!=null&&(p=~u.__i&&x[u.__i]||on,u.__i=b,C=hn(e,u,p,i,s,a,l,m,d,c),y=u.__e,(p.ref!=u.ref||8&p.__u)&&(p.ref&&wn(p.ref,null,u,p),u.ref&&c.push(u.ref,u.__c||y,u)),M=M||y,4&u.__u?(m=ot(u,m,e,!p.__v),p.__e&&(p.__e=null)):typeof u.type=="function"&&C!==void 0?m=C:y&&(m=y.nextSibling),u.__u&=-21);return t.__e=M,m}function Wr(e,n,t,o,i){var s,a,l,m,d,c,b,p,u,y=t.length,M=y,C=0,x=0,g=e.__k=Array(i);for(s=0;s<i;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=en(null,a):_n(a)?a=g[s]=en(q,{children:a}):a.constructor===qe&&a.__b?a=g[s]=en(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+C,a.__=e,a.__b=e.__b+1,l=null,~(d=a.__i=Qr(a,t,m,M))&&(M--,(l=t[d])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,d==m-1?C--:d==m+1?C++:d!=m&&(d>m?C--:C++,x=1)):(~d||(i>y?C--:i<y&&C++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(x){for(c=[],b=[],s=0;s<i;s++)if((a=g[s])&&16&a.__u){for(C=0,p=c.length;C<p;)c[u=C+p>>1]<a.__i?C=u+1:p=u;c[C]=a.__i,b[s]=C+1}for(C=c.length;s--;)b[s]&&(b[s]==C?C--:g[s].__u|=4)}if(M)for(s=0;s<y;s++)!(l=t[s])||2&l.__u||(l.__e==o&&(o=_e(l)),vn(l,l));return o}function ot(e,n,t,o){var i,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,n=ot(i[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=_e(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!o&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function Qr(e,n,t,o){var i,s=e.key,a=e.type,l=n[t],m=l&&!(2&l.__u);if(l===null&&s==null||m&&s==l.key&&a==l.type)return t;if(o>(m?1:0)){for(i=t-1;i>=0;i--)if((l=n[i])&&!(2&l.__u)&&s==l.key&&a==l.type)return i;for(i=t+1;i<n.length;i++)if((l=n[i])&&!(2&l.__u)&&s==l.key&&a==l.type)return i}return-1}function Yn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function Je(e,n,t,o,i){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(n in o)t&&n in t||Yn(e.style,n);if(t)for(n in t)o&&t[n]==o[n]||Yn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[n]=t,t&&o||(a=bn[n]||(bn[n]=jr(n)),(e.__a||(e.__a={}))[n]=yn,s=n!=(n=n.replace(Zn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(i=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function jr(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Ze]==null)n[Ze]=yn++;else if(n[Ze]<this.__a[e])return;return t(E.event?E.event(n):n)}}}function hn(e,n,t,o,i,s,a,l,m,d){var c,b,p,u,y,M,C,x,g,_,P,oe,ie,be,G,ke,se,me,te=n.type;if(n.constructor!==qe)return null;128&t.__u&&(m=32&t.__u,c=t.__c.__z)&&(n.__u|=m,b=s=[],c.nodeType==8?l=tn(c,s):s.push(c),l=s[0]||l),(c=E.__b)&&c(n);e:if(typeof te=="function"){p=a.length;try{if(x=n.props,g=(c=te.prototype)&&c.render,_=(c=te.contextType)&&o[c.__c],P=c?_?_.props.value:c.__:o,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new te(x,P):(n.__c=u=new nn(x,P),u.constructor=te,u.render=zr),_&&_.sub(u),u.state||(u.state={}),u.__n=o,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),te.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Pe({},u.__s)),Pe(u.__s,te.getDerivedStateFromProps(x,u.__s)))),y=u.props,M=u.state,u.__v=n,t.__c){if(x!==y&&g&&!te.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(x,P),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(x,u.__s,P)===!1){n.__v!=t.__v&&(u.props=x,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(Q){Q&&(Q.__=n)}),sn.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=_e(t);break e}u.componentWillUpdate&&u.componentWillUpdate(x,u.__s,P),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(y,M,C)})}else g&&!te.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=P,u.props=x,u.__P=e,u.__g&=-5,oe=E.__r,ie=g?25:0;do u.__g&=-9,oe&&oe(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++ie<25);g&&(sn.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Pe({},o,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(C=u.getSnapshotBeforeUpdate(y,M)),be=c&&c.type===q&&c.key==null?c.props.children:c,x.__P&&(c=l,i=(e=x.__P).namespaceURI,m=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(Q){Q&&vn(Q,Q)}),t.__k=null),l=t.__k?_e(t,0):null),l=rt(e,_n(be)?be:[be],n,t,o,i,s,a,l,m,d),x.__P&&(n.__e=null,l=c),n.__u&=-161,b&&b.some(Se),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(Q){if(a.length=p,n.__v=null,m||s)if(Q&&Q.then){if(n.__u|=128|m,s){for(~(se=s.indexOf(l||void 0))||(se=s.length);(me=s[se-1])&&me.nodeType==8;)se--;for(;se<s.length;se++)if(me=s[se])if(s[se]=null,G){if(me==ke)break}else{if(me.nodeType!=8)break;me.data.startsWith("$s")&&(ke=tn(G=me))}}if(!G){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;G=l}(c=tn(G=n.__c.__z||(n.__c.__z=G)))?(n.__e=G,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(Se);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),Q&&Q.then||it(n),E.__e(Q,n,t)}}else l=n.__e=Kr(t.__e,n,t,o,i,s,a,m,d,e);return(c=E.diffed)&&c(n),l}function tn(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function it(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(it))}function st(e,n,t){for(var o=0;o<t.length;)wn(t[o++],t[o++],t[o++]);E.__c&&E.__c(n,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){E.__e(s,i.__v)}})}function Kr(e,n,t,o,i,s,a,l,m,d){var c,b,p,u,y,M,C,x,g=t.props||on,_=n.props,P=n.type;if(P=="svg"?i="http://www.w3.org/2000/svg":P=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((y=s[c])&&(P?y.localName==P:y.nodeType==3)){e=y,s[c]=null;break}}if(!e){if(x=d.ownerDocument||document,!P)return x.createTextNode(_);e=x.createElementNS(i,P,_.is?_:d),l&&(E.__m&&E.__m(n,s),l=!1),s=null}if(P){if(d=P=="template"&&e.content||e,s=P=="textarea"&&_.defaultValue!=null?null:s&&et.call(d.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(y=e.attributes[c]).name]=y.value;for(c in g)y=g[c],c=="dangerouslySetInnerHTML"?p=y:c=="children"||c in _||c=="value"&&"defaultValue"in _||c=="checked"&&"defaultChecked"in _||Je(e,c,null,y,i);for(c in _)y=_[c],c=="children"?u=y:c=="dangerouslySetInnerHTML"?b=y:c=="value"?M=y:c=="checked"?C=y:l&&typeof y!="function"||g[c]===y||Je(e,c,y,g[c],i);b?(l||p&&(b.__html==p.__html||b.__html==e.innerHTML)||(e.innerHTML=b.__html),n.__k=[]):(p&&(e.textContent=""),(P=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Vr.test(P))&&(i="http://www.w3.org/1999/xhtml"),rt(d,_n(u)?u:[u],n,t,o,i,s,a,s?s[0]:t.__k&&_e(t,0),l,m),s&&s.some(Se)),l&&P!="textarea"||(c="value",P=="progress"&&M==null?e.removeAttribute(c):M==null||M===e[c]&&(P!="progress"||M)||Je(e,c,M,g[c],i),c="checked",C!=null&&C!=e[c]&&Je(e,c,C,g[c],i))}else g===_||l&&e.data==_||(e.data=_);return e}function wn(e,n,t,o){try{typeof e=="function"?n?n.__x=e(n)||1:o&&(o=o.__c||o.__e)&&(n=o.__x)&&(o.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(i){E.__e(i,t)}}function vn(e,n,t){var o,i,s,a;if(E.unmount&&E.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||wn(o,null,n,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){E.__e(l,n)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&vn(o[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(o=e.__c)&&(o=o.__z)&&(i=tn(o,s=[]))&&(o==e.__e&&s.some(Se),Se(i),Se(o)),t||Se(e.__e),e.__e=e.__c=e.__=null}function zr(e,n,t){return this.constructor(e,t)}function at(e,n){var t,o,i,s;E.__&&E.__(e,n),n.nodeType==9&&(n=n.documentElement),o=(t=e&&32&e.__u)?null:n.__k,n.__k=en(q,{children:[e]}),i=[],s=[],hn(n,n.__k,o||on,on,n.namespaceURI,o?null:n.firstChild?et.call(n.childNodes):null,i,o?o.__e:n.firstChild,t,s),st(i,n.__k,s),n.__k.props.children=null}E={__e:function(e,n,t,o){for(var i,s,a;n=n.__;)if((i=n.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(l){e=l}}throw rn=0,e}},Xn=0,Lr=function(e){return e!=null&&e.constructor===qe},nn.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=Pe({},this.state)),typeof e=="function"&&(e=e(Pe({},t),this.props)),e&&(Pe(t,e),this.__v&&(n&&this.__k.push(n),Gn(this)))},nn.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Gn(this))},nn.prototype.render=q,ye=[],rn=0,Jn=function(e,n){return e.__v.__b-n.__v.__b},Ze=Symbol(),Zn=/(PointerCapture)$|Capture$/i,yn=0,bn={},Br=0;var Qe,L,Cn,lt,xn=Object.is,an=0,yt=[],Tn=[],O=E,ut=O.__b,ct=O.__r,dt=O.diffed,mt=O.__c,pt=O.unmount,ft=O.__;function kn(e,n){O.__h&&O.__h(L,e,an||n),an=0;var t=L.__H||(L.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function j(e){return an=1,Sn(ht,e)}function Sn(e,n,t){var o=kn(Qe++,2);if(o.t=e,!o.__c&&(o.__=[t?t(n):ht(void 0,n),function(s){var a=(o.__N||o.__)[0],l=o.t(a,s);xn(a,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=L,!L.__f)){L.__f=!0;var i=L.shouldComponentUpdate;L.shouldComponentUpdate=function(s,a,l){var m=this.__H;if(!m)return!0;var d=!1,c=this.props!=s;if(m.__.some(function(p){p.__N&&(d=!0,xn(p.__[0],p.__N[0])||(c=!0))}),i){var b=i.call(this,s,a,l);return d?b||c:b}return!d||c}}return o.__}function F(e,n){var t=kn(Qe++,3);!O.__s&&_t(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,L.__H.__h.push(t))}function je(e){return an=5,Pn(function(){return{current:e}},[])}function Pn(e,n){var t=kn(Qe++,7);return _t(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function Gr(){var e;do{for(;e=Tn.shift();)try{We(e)}catch(t){O.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=yt.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(We),n.__h.some(En),n.__h=[]}catch(t){n.__h=[],O.__e(t,e.__v)}}}while(Tn.length)}O.__b=function(e){L=null,ut&&ut(e)},O.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),ft&&ft(e,n)},O.__r=function(e){ct&&ct(e),Qe=0;var n=(L=e.__c).__H;n&&(Cn==L?L.__h=[]:(n.__h.some(We),n.__h.some(En),Qe=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),Cn=L},O.diffed=function(e){dt&&dt(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&bt(yt.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),Cn=L=null},O.__c=function(e,n){n.some(function(t){try{t.__h.some(We),t.__h=t.__h.filter(function(o){return!o.__||En(o)})}catch(o){t.__h=[function(){throw o}]}}),mt&&mt(e,n)},O.unmount=function(e){pt&&pt(e);var n,t,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}i.__P=t,bt(Tn.push(i))}else We(i)}catch(s){n=s}}),o.__H=void 0,n&&O.__e(n,o.__v))};var gt=typeof requestAnimationFrame=="function";function Yr(e){var n,t=function(){clearTimeout(o),gt&&cancelAnimationFrame(n),setTimeout(e)},o=setTimeout(t,35);gt&&(n=requestAnimationFrame(t))}function bt(e){e!=1&&lt==O.requestAnimationFrame||((lt=O.requestAnimationFrame)||Yr)(Gr)}function We(e){var n=L,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),L=n}function En(e){var n=L;e.__c=e.__(),L=n}function _t(e,n){return!e||e.length!=n.length||n.some(function(t,o){return!xn(t,e[o])})}function ht(e,n){return typeof n=="function"?n(e):n}function ae(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let o of n)o()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function re(e){let[n,t]=j(()=>e.get());return F(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var Ke=ae(""),ln=ae(0);function wt(e){let{viewer:n,markNotificationsRead:t}=e,o=(n??t)?.inbox?.unreadCount;(n===null||o!==void 0)&&ln.set(o??0),(n===null||n?.user)&&Ke.set(n?.user?.id??"")}var Xr=5e3,he=new Map,An=ae(0);function Re(e){Dn(e);for(let n of he.keys()){if(he.size<=Xr)break;he.delete(n)}An.set(An.get()+1)}function Dn(e){if(Array.isArray(e))e.forEach(Dn);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,o])=>o===null||typeof o!="object");he.set(n.id,{...he.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(Dn)}}function k(e){return{...e,...he.get(e.id)}}function vt(e,n){let t=he.get(e)??{};Re({id:e,...n});let o=Object.fromEntries(Object.keys(n).map(i=>[i,t[i]]));return()=>Re({id:e,...o})}function Ct(){he.clear()}function $(){re(An)}var ze="",un={};function Ne(){if(!ze)return"";let e=Object.fromEntries(Object.entries(un).sort());return btoa(JSON.stringify([ze,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function In(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>ze&&(ze=n);for(let[o,i]of Object.entries(t))un[o]=Math.max(un[o]??0,i)}function xt(){ze="",un={}}var cn="bandstand.viewer";var Tt=["you","pat","enzo","jutta","masako","colin"],Et=sessionStorage.getItem(cn)??localStorage.getItem(cn)??"you";function K(){return Et}function kt(e){Et=e,sessionStorage.setItem(cn,e),localStorage.setItem(cn,e)}function St(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Jr=3,Zr=300,eo=1e4,pe=class extends Error{constructor(t,o,i,s=null){super(t);this.code=o;this.retryable=i;this.data=s}code;retryable;data},Mn=new Set;async function we(e,n){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Mn),Pt(e,n);let t=Pt(e,n);return Mn.add(t),t.finally(()=>Mn.delete(t))}async function Pt(e,n){for(let t=1;;t++)try{return await no(e,n)}catch(o){if(!(o instanceof pe)||!o.retryable||t===Jr)throw o;await new Promise(i=>setTimeout(i,Zr*t))}}async function no(e,n){let t=K(),o=await ro(JSON.stringify({query:e.toString(),variables:n})),[i]=o.errors??[];if(o.data&&to(o.data,t),i){let{code:s="INTERNAL",retryable:a=!1}=i.extensions??{};throw s==="BAD_USER_INPUT"&&i.message.includes("X-Consistency-Token")&&xt(),new pe(i.message,s,a,o.data??null)}return o.extensions?.consistency&&In(o.extensions.consistency.token),o.data}function to(e,n){for(let t of Object.values(e))t?.receipt&&In(t.receipt.token);n===K()&&(wt(e),Re(e))}async function ro(e){let n={"Content-Type":"application/json"};K()&&(n["X-Viewer"]=K()),Ne()&&(n["X-Consistency-Token"]=Ne());try{let t=AbortSignal.timeout(eo);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new pe("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var A=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}};var At=new A(`
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
    `),Dt=new A(`
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
    `),It=new A(`
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
    `),Mt=new A(`
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
    `),Ft=new A(`
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
    `),Ut=new A(`
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
    `),Rt=new A(`
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
    `),Nt=new A(`
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
    `),Ot=new A(`
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
}`),$t=new A(`
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
    `),Ht=new A(`
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
}`),Lt=new A(`
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
    `),Bt=new A(`
    subscription ArticleUpdated($id: ID!) {
  articleUpdated(id: $id) {
    ...Counts
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`),Vt=new A(`
    subscription FeedUpdated($order: HomeOrder!) {
  feedUpdated(order: $order, first: 20) {
    edges {
      node {
        ...Counts
      }
    }
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`),qt=new A(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Wt=new A(`
    query Unread {
  viewer {
    ...Me
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
}`),Qt=new A(`
    query Myself {
  viewer {
    ...Me
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
}`),jt=new A(`
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
}`),Kt=new A(`
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
}`),zt=new A(`
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
}`),Gt=new A(`
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
}`),Yt=new A(`
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
}`),Xt=new A(`
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
}`),Jt=new A(`
    query Search($query: String!, $type: SearchType, $after: String) {
  viewer {
    ...Me
  }
  search(query: $query, type: $type, first: 20, after: $after) {
    edges {
      node {
        __typename
        id
        ...Card
        ...Place
        ...Person
      }
    }
    pageInfo {
      hasNextPage
      endCursor
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
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`);var oo=Symbol.for("pv"),io=0;function r(e,n,t,o,i,s){n||(n={});var a,l,m=n;if("ref"in m&&typeof e!="function")for(l in m={},n)l=="ref"?a=n[l]:m[l]=n[l];var d={type:e,props:m,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:oo,__v:--io,__i:-1,__u:0};return(i||s)&&(d.__source=i,d.__self=s),E.vnode&&E.vnode(d),d}var so=6e3,Fn=ae(""),Zt=0;function Un(e){clearTimeout(Zt),Fn.set(e),Zt=setTimeout(()=>Fn.set(""),so)}function er(){let e=re(Fn);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var ao=30,Oe=new Map,dn=ae(0);function Ge(){Oe.clear(),dn.set(dn.get()+1)}function Y(e,n,t,o){let[,i]=Sn(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=Pn(()=>Oe.get(s)??lo(s),[s]);async function l(c){if(a.busy){a.late||=c===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let b=await we(n,{...t,after:c});a.answers=c===null?[b]:[...a.answers,b]}catch(b){a.failure=b instanceof pe?b:new pe(String(b),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await l(null)}F(()=>{a.answers.length||l(null)},[s]);let m=a.answers.at(-1),d=m&&o(m)?.pageInfo;return{...a,first:a.answers[0],more:d?.hasNextPage?()=>l(d.endCursor):null,again:()=>l(a.answers.length&&a.failure&&d?d.endCursor:null),refresh:()=>l(null)}}function B(e){return e?.edges.map(({node:n})=>n)??[]}function lo(e){let n={answers:[],failure:null,busy:!1,late:!1};Oe.set(e,n);let[t]=Oe.keys();return Oe.size>ao&&t!==void 0&&Oe.delete(t),n}var Rn=new Set;function mn(e){let n={input:{articleId:e.id}};return pn(e.id,ar(e),()=>e.viewerHasBumped?le(Dt,n):le(At,n))}function nr(e){let n={input:{commentId:e.id}};return pn(e.id,ar(e),()=>e.viewerHasBumped?le(Mt,n):le(It,n))}function ve(e){let n={input:{tribeId:e.id}};return Ge(),pn(e.id,lr(e),()=>e.viewerIsFollowing?le(Ut,n):le(Ft,n))}function tr(e){let n={input:{userId:e.id}};return Ge(),pn(e.id,lr(e),()=>e.viewerIsFollowing?le(Nt,n):le(Rt,n))}function rr(e,n,t,o){return le(Ot,{input:{articleId:e,parentId:n,body:t,idempotencyKey:o}})}async function or(e){await we($t,{input:{articleId:e}}).catch(()=>{})}function ir(e){return le(Lt,{input:{until:e}})}async function sr(e,n){(await we(Qt,{}).catch(()=>{}))?.viewer?.user?.name===null&&await le(Ht,{input:{name:e,handle:n}})}function Nn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function ar(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function lr(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function pn(e,n,t){if(Rn.has(e))return!1;Rn.add(e);let o=vt(e,{...n}),i=await t().finally(()=>Rn.delete(e));return i||o(),i}async function le(e,n){try{let t=await we(e,n),[o]=Object.values(t),i=o?.userErrors??[];return i.length&&Un(i.map(({message:s})=>s).join(" ")),i.every(({code:s})=>s==="STALE")}catch(t){let o=t instanceof pe&&t.code==="UNAUTHENTICATED";return Un(o?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var On=0;function fn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",o=""]=e.split("/"),i=history.state;On=Math.max(On,i?.visit??0);let s=i?.visit??++On;return i?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:uo(o),query:new URLSearchParams(n),visit:s}}function D(e,n="",t={}){let o=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${o&&`?${o}`}`}function ue(e,n,t){return t.find(o=>o===e.query.get(n))??t[0]}function uo(e){try{return decodeURIComponent(e)}catch{return e}}var co=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),mo=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),po=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function $n(e){return co.format(e)}function S(e,n,t=`${n}s`){return`${$n(e)} ${e===1?n:t}`}function ur(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,o]of po)if(Math.abs(n)>=o)return mo.format(Math.trunc(n/o),t);return"just now"}function cr(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function dr(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function U({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":dr(e)},"aria-hidden":"true",children:cr(e)})}function X(e){F(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function w(e){return e.name??e.handle??e.slug??(e.id===Ke.get()?"You":"Somebody new")}function ce({user:e}){$();let n=k(e);return n.handle===null?r("span",{children:w(n)}):r("a",{href:D("user",n.handle),children:w(n)})}function Ae({tribe:e}){let n=k(e);return n.slug===null?r("span",{children:w(n)}):r("a",{href:D("tribe",n.slug),children:w(n)})}function $e({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:ur(e)})}function fo(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function He({of:e,what:n,bump:t}){$();let o=k(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{t(o)},"aria-label":`Bump ${n}, ${S(o.bumpCount,"bump")}`,children:[r(fo,{}),r("span",{class:"number",children:$n(o.bumpCount)})]})}var mr="";function ge({of:e,name:n,follow:t}){let o=je(null);F(()=>{e.id===mr&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{mr=e.id,t()};return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function Le({title:e,tribes:n}){return $(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(k).map(t=>r("li",{children:[r(U,{name:w(t),square:!0}),r("span",{class:"row-name",children:[r(Ae,{tribe:t}),r("small",{children:S(t.followerCount,"follower")})]}),r(ge,{of:t,name:w(t),follow:()=>ve(t)})]},t.id))})]}):null}function de(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function Ce({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function J({failure:e,again:n}){return e.code==="BAD_USER_INPUT"?r(H,{children:["There is nothing to find here: ",e.message,"."]}):r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function H({children:e}){return r("div",{class:"empty panel",children:e})}function Z({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function xe({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function Hn({label:e,button:n,send:t,focus:o=!1,cancel:i}){let[s,a]=j(!1);return r("form",{class:"writing",onSubmit:async d=>{d.preventDefault();let c=d.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:d=>{d.key==="Enter"&&(d.ctrlKey||d.metaKey)&&d.currentTarget.form?.requestSubmit(),d.key==="Escape"&&i?.()},ref:d=>{o&&d&&!d.dataset.met&&(d.dataset.met="1",d.focus())}}),r("div",{class:"writing-foot",children:[i&&r("button",{type:"button",class:"quiet",onClick:i,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var De=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function Ie(e){let n=new Map;for(let t of e)for(let{node:o}of t?.edges??[])n.has(o.id)||n.set(o.id,o);return[...n.values()]}function Me(e){return $(),r(q,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(Bn,{article:k(n)})},n.id))}),r(xe,{more:e.more,busy:e.busy})]})}function Ln({article:e}){return r("div",{class:"byline",children:[r(U,{name:w(k(e.author))}),r("p",{children:[r(ce,{user:e.author}),r("small",{children:[r(Ae,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r($e,{at:e.publishedAt})]})]})]})}function Bn({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(Ln,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:D("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(He,{of:e,what:e.title,bump:mn}),r("a",{class:"said",href:D("article",e.id),children:S(e.commentCount,"comment")}),r("span",{children:S(e.viewCount,"view")})]})]})}function z(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function Te(e){return z(e)==="object"}function go(e){return Array.isArray(e)&&e.length>0&&e.every(n=>"message"in n)}function Vn(e,n){return e.length<124?e:n}var pr="graphql-transport-ws";var ee=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(ee||{}),ne=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(ne||{});function fr(e){if(!Te(e))throw new Error(`Message is expected to be an object, but got ${z(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${z(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!Te(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${z(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Te(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${z(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${z(e.payload.query)}`);if(e.payload.variables!=null&&!Te(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${z(e.payload.variables)}`);if(e.payload.operationName!=null&&z(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${z(e.payload.operationName)}`);if(e.payload.extensions!=null&&!Te(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${z(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${z(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Te(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${z(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${z(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!go(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${z(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function gr(e,n){return fr(typeof e=="string"?JSON.parse(e,n):e)}function Be(e,n){return fr(e),JSON.stringify(e,n)}function Wn(e){let{url:n,connectionParams:t,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:l,connectionAckWaitTimeout:m=0,retryAttempts:d=5,retryWait:c=async function(I){let f=Math.pow(2,I);await new Promise(T=>setTimeout(T,f*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:b=qn,on:p,webSocketImpl:u,generateID:y=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,I=>{let f=Math.random()*16|0;return(I=="x"?f:f&3|8).toString(16)})},jsonMessageReplacer:M,jsonMessageReviver:C}=e,x;if(u){if(!yo(u))throw new Error("Invalid WebSocket implementation provided");x=u}else typeof WebSocket<"u"?x=WebSocket:typeof global<"u"?x=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(x=window.WebSocket||window.MozWebSocket);if(!x)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let g=x,_=(()=>{let h=(()=>{let f={};return{on(T,R){return f[T]=R,()=>{delete f[T]}},emit(T){"id"in T&&f[T.id]?.(T)}}})(),I={connecting:p?.connecting?[p.connecting]:[],opened:p?.opened?[p.opened]:[],connected:p?.connected?[p.connected]:[],ping:p?.ping?[p.ping]:[],pong:p?.pong?[p.pong]:[],message:p?.message?[h.emit,p.message]:[h.emit],closed:p?.closed?[p.closed]:[],error:p?.error?[p.error]:[]};return{onMessage:h.on,on(f,T){let R=I[f];return R.push(T),()=>{let N=R.indexOf(T);N>-1&&R.splice(N,1)}},emit(f,...T){for(let R of[...I[f]])R(...T)}}})();function P(h){let I=[_.on("error",f=>{I.forEach(T=>T()),h(f)}),_.on("closed",f=>{I.forEach(T=>T()),h(f)})];return()=>I.forEach(f=>f())}let oe,ie=0,be,G=!1,ke=0,se=!1;async function me(){clearTimeout(be);let[h,I]=await(oe??(oe=new Promise((R,N)=>(async()=>{if(G){if(await c(ke),!ie)return oe=void 0,N({code:1e3,reason:"All Subscriptions Gone"});ke++}_.emit("connecting",G);let v=new g(typeof n=="function"?await n():n,pr),fe,Fe;function Xe(){isFinite(a)&&a>0&&(clearTimeout(Fe),Fe=setTimeout(()=>{v.readyState===g.OPEN&&(v.send(Be({type:ne.Ping})),_.emit("ping",!1,void 0))},a))}P(W=>{oe=void 0,clearTimeout(fe),clearTimeout(Fe),N(W),W instanceof Ye&&(v.close(4499,"Terminated"),v.onerror=null,v.onclose=null)}),v.onerror=W=>_.emit("error",W),v.onclose=W=>_.emit("closed",W),v.onopen=async()=>{try{_.emit("opened",v);let W=typeof t=="function"?await t():t;if(v.readyState!==g.OPEN)return;v.send(Be(W?{type:ne.ConnectionInit,payload:W}:{type:ne.ConnectionInit},M)),isFinite(m)&&m>0&&(fe=setTimeout(()=>{v.close(ee.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},m)),Xe()}catch(W){_.emit("error",W),v.close(ee.InternalClientError,Vn(W instanceof Error?W.message:String(W),"Internal client error"))}};let Ue=!1;v.onmessage=({data:W})=>{try{let V=gr(W,C);if(_.emit("message",V),V.type==="ping"||V.type==="pong"){_.emit(V.type,!0,V.payload),V.type==="pong"?Xe():l||(v.send(Be(V.payload?{type:ne.Pong,payload:V.payload}:{type:ne.Pong},M)),_.emit("pong",!1,V.payload));return}if(Ue)return;if(V.type!==ne.ConnectionAck)throw new Error(`First message cannot be of type ${V.type}`);clearTimeout(fe),Ue=!0,_.emit("connected",v,V.payload,G),G=!1,ke=0;let zn=new Promise((Oo,Hr)=>P(Hr));zn.catch(()=>{}),R([v,zn])}catch(V){v.onmessage=null,_.emit("error",V),v.close(ee.BadResponse,Vn(V instanceof Error?V.message:String(V),"Bad response"))}}})())));h.readyState===g.CLOSING&&await I;let f=()=>{},T=new Promise(R=>f=R);return[h,f,new Promise((R,N)=>{let v=P(N);h.readyState!==g.OPEN&&I.catch(N),T.then(()=>{if(v(),!ie){let fe=()=>h.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(be),be=setTimeout(()=>{!ie&&h.readyState===g.OPEN&&fe()},s)):fe()}R()})})]}function te(h){if(qn(h)&&(bo(h.code)||[ee.InternalServerError,ee.InternalClientError,ee.BadRequest,ee.BadResponse,ee.Unauthorized,ee.SubprotocolNotAcceptable,ee.SubscriberAlreadyExists,ee.TooManyInitialisationRequests].includes(h.code)))throw h;if(se)return!1;if(qn(h)&&h.code===1e3)return ie>0;if(!d||ke>=d||!b(h))throw h;return G=!0}o||(async()=>{for(ie++;;)try{let[,,h]=await me();await h}catch(h){try{if(!te(h))return}catch(I){return i?.(I)}}})();function Q(h,I){let f=y(h),T=!1,R=!1,N=()=>{ie--,T=!0};return(async()=>{for(ie++;;)try{let[v,fe,Fe]=await me();if(T)return Fe.catch(()=>{}),fe();let Xe=_.onMessage(f,Ue=>{switch(Ue.type){case ne.Next:{I.next(Ue.payload);return}case ne.Error:{R=!0,T=!0,I.error(Ue.payload),N();return}case ne.Complete:{T=!0,N();return}}});v.send(Be({id:f,type:ne.Subscribe,payload:h},M)),N=()=>{!T&&v.readyState===g.OPEN&&v.send(Be({id:f,type:ne.Complete},M)),ie--,T=!0,fe()},await Fe.finally(Xe);return}catch(v){if(!te(v))return}})().then(()=>{R||I.complete()}).catch(v=>{I.error(v)}),()=>{T||N()}}return{on:_.on,subscribe:Q,iterate(h){let I=[],f={done:!1,error:null,resolve:()=>{}},T=Q(h,{next(N){I.push(N),f.resolve()},error(N){f.done=!0,f.error=N,f.resolve()},complete(){f.done=!0,f.resolve()}}),R=(async function*(){for(;;){for(I.length||await new Promise(v=>f.resolve=v);I.length;)yield I.shift();if(f.error)throw f.error;if(f.done)return}})();return R.throw=async N=>(f.done||(f.done=!0,f.error=N,f.resolve()),{done:!0,value:void 0}),R.return=async()=>(T(),{done:!0,value:void 0}),R},async dispose(){if(se=!0,oe){let[h]=await oe;h.close(1e3,"Normal Closure")}},terminate(){oe&&_.emit("closed",new Ye)}}}var Ye=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function qn(e){return Te(e)&&"code"in e&&"reason"in e}function bo(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function yo(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var _o=40,br=new Map;function Ve(e){let n=e.slice(0,_o).map(({id:t})=>t);F(()=>{let t=n.map(o=>jn("",Bt,{id:o},()=>{}));return()=>t.forEach(o=>o())},[n.join()])}function yr(e){F(()=>jn(e,qt,{},()=>{we(Wt,{}).catch(()=>{})}),[e])}function Qn({of:e,order:n,shown:t,refresh:o}){let[i,s]=j([]);F(()=>jn(e,Vt,{order:n},({feedUpdated:d})=>{s(B(d).map(({id:c})=>c))}),[e,n]);let a=new Set(t.map(({id:d})=>d)),l=n==="NEW"?i.filter(d=>!a.has(d)).length:0;if(!t.length||!l)return null;let m=async()=>{await o(),scrollTo({top:0})};return r("button",{class:"fresh","aria-live":"polite",onClick:()=>{m()},children:["Show ",S(l,"new article")]})}function jn(e,n,t,o){return ho(e).subscribe({query:n.toString(),variables:t},{next:({data:i})=>{i&&(Re(i),o(i))},error:()=>{},complete:()=>{}})}function ho(e){let n=br.get(e);if(n)return n;let t=Wn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...Ne()&&{"X-Consistency-Token":Ne()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3});return br.set(e,t),t}var _r=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],wo=3;function hr({article:e,comments:n,refresh:t}){$();let o=new Set(n.map(({id:l})=>l)),i=Map.groupBy(n,({parent:l})=>l&&o.has(l.id)?l.id:""),s=async(l,m,d)=>{let c=await rr(e,l,Co(m),d);return c&&await t(),c},a=(l,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,wo),children:(i.get(l)??[]).map(d=>r("li",{children:[r(vo,{comment:k(d),say:s}),i.has(d.id)&&a(d.id,m+1)]},d.id))});return r(q,{children:[r(wr,{children:(l,m)=>r(Hn,{label:"Add a comment",button:"Comment",send:async d=>await s(null,d,l)&&m()})}),a("",0)]})}function vo({comment:e,say:n}){let[t,o]=j(!1),i=w(k(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${i}`,children:[r("p",{class:"byline",children:[r(U,{name:i}),r(ce,{user:e.author}),r($e,{at:e.postedAt})]}),r(Ce,{html:e.body}),r("p",{class:"foot",children:[r(He,{of:e,what:`the comment by ${i}`,bump:nr}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>o(!t),"aria-label":`Reply to ${i}`,children:"Reply"})]}),t&&r(wr,{children:s=>r(Hn,{label:`Reply to ${i}`,button:"Reply",focus:!0,cancel:()=>o(!1),send:async a=>{let l=await n(e.id,a,s);return l&&o(!1),l}})})]})}function wr({children:e}){let[n,t]=j(Nn);return r(q,{children:e(n,()=>(t(Nn()),!0))})}function Co(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function vr({route:e}){$();let n=ue(e,"comments",["OLD","NEW","TOP"]),t=Y(e.visit,Yt,{id:e.of,order:n},d=>d.article?.comments),o=t.first?.article,i=o&&k(o);X(i?.title);let s=t.answers.flatMap(d=>B(d.article?.comments)),a=t.more||!i?0:i.commentCount-s.length;Ve(o?[o]:[]),F(()=>{o&&K()&&or(o.id)},[o?.id]);let l=i&&k(i.tribe),m=async()=>{t.more&&n==="OLD"?location.hash=D("article",e.of,{comments:"NEW"}):await t.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(Ln,{article:i}),r("h1",{id:"title",children:i.title}),r(Ce,{html:i.body||i.excerpt}),i.media.map(d=>r("img",{src:d.url,alt:d.alt,loading:"lazy",referrerpolicy:"no-referrer"},d.url)),r("p",{class:"foot","aria-live":"polite",children:[r(He,{of:i,what:i.title,bump:mn}),r("span",{"data-comments":!0,children:S(i.commentCount,"comment")}),r("span",{"data-views":!0,children:S(i.viewCount,"view")}),i.repostCount>0&&r("span",{children:S(i.repostCount,"repost")})]})]}),i&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(de,{label:"Order of comments",words:_r,chosen:n,href:d=>D("article",e.of,{comments:d})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",S(a,"new comment")]}),r(hr,{article:i.id,comments:s,refresh:m}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(xe,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(Z,{rows:2}),t.failure&&r(J,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!i&&r(H,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(U,{name:w(l),square:!0}),r("h2",{children:r(Ae,{tribe:l})}),r("p",{children:S(l.followerCount,"follower")}),r(ge,{of:l,name:w(l),follow:()=>ve(l)})]})})]})}var xo={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function Cr({me:e,here:n}){yr(e);let t=re(ln);return r("a",{class:"bell",href:D("inbox"),"aria-current":n?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:t?`Notifications, ${t} unread`:"Notifications"}),t>0&&r("span",{class:"number","aria-hidden":"true",children:t>99?"99+":t})]})}function xr({route:e}){$(),X("Notifications");let n=re(ln),t=Y(e.visit,Xt,{},a=>a.viewer?.inbox?.notifications),o=t.answers.flatMap(a=>B(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await ir(i.at)&&await t.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),n>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:o.map(a=>r("li",{children:r(To,{notice:a})},a.id))}),r(xe,{more:t.more,busy:t.busy}),!t.first&&t.busy&&r(Z,{}),t.failure&&r(J,{failure:t.failure,again:t.again}),t.first&&!t.first.viewer&&r(H,{children:"Choose who you are first, at the top of the page."}),t.first?.viewer?.inbox?.notifications&&!o.length&&r(H,{children:"Nothing yet. Write something, and others will bump it."})]})})}function To({notice:e}){let n=B(e.comments),t=n.length?n.map(({author:a})=>a):B(e.actors),o=e.commentCount?0:e.actorCount-t.length,[i]=t,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":xo[e.kind];return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[r(U,{name:i?w(k(i)):"?"}),r("div",{children:[r("p",{id:e.id,children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Eo,{people:t,others:o})," ",s," ",e.article&&r("a",{"data-open":!0,href:D("article",e.article.id),children:r("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>n.length&&` (${S(e.commentCount,"comment")})`]}),r($e,{at:e.at})]})]})}function Eo({people:e,others:n}){let t=[...new Map(e.map(o=>[o.id,o])).values()];return r(q,{children:[t.map((o,i)=>r("span",{children:[i>0&&(n>0?", ":" and "),r(ce,{user:o})]},o.id)),n>0&&` and ${S(n,"other")}`]})}var kr=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["?","these keys"]],Ee=ae(!1);function Sr(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||ko(e.key,n)&&e.preventDefault()})}function ko(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?So(t,e==="j"?1:-1):e==="b"?Tr(t??document,t?"[data-bump]":".article [data-bump]"):e==="Enter"?n===t&&Tr(t,"[data-open]"):e==="/"?Er("#search"):e==="t"?Er("aside a, aside button"):(e==="h"&&(location.hash="#/"),e==="?"&&Ee.set(!Ee.get()),e==="h"||e==="?")}function So(e,n){let t=[...document.querySelectorAll("[data-item]")],o=e?t.indexOf(e)+n:0,i=t[Math.max(0,Math.min(o,t.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function Tr(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function Er(e){let n=document.querySelector(e);return n?.focus(),n!==null}var Po=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function Ar({route:e}){let n=e.page==="search"?e.query.get("q")??"":"";return r("form",{class:"search",role:"search",onSubmit:t=>{t.preventDefault();let o=t.currentTarget.elements.namedItem("q");o.value.trim()&&(location.hash=D("search","",{q:o.value.trim()}))},children:r("input",{id:"search",name:"q",type:"search",maxLength:200,defaultValue:n,placeholder:"Search","aria-label":"Search articles, tribes and people",autocomplete:"off"},n)})}function Dr({route:e}){let n=e.query.get("q")?.trim()??"";X(n?`\u201C${n}\u201D`:"Search");let t=ue(e,"type",["","ARTICLE","TRIBE","USER"]);return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:n?`\u201C${n}\u201D`:"Search"}),n&&r(de,{label:"What",words:Po,chosen:t,href:o=>D("search","",{q:n,type:o})})]}),n?r(Ao,{words:n,type:t||null,visit:e.visit}):r(H,{children:"Which words? The last may be the beginning of one."})]})})}function Ao({words:e,type:n,visit:t}){$();let o=Y(t,Jt,{query:e,type:n},s=>s.search),i=o.answers.flatMap(({search:s})=>B(s));return r(q,{children:[r("ol",{class:"feed",children:i.map(s=>r("li",{children:r(Do,{of:s})},s.id))}),r(xe,{more:o.more,busy:o.busy}),!o.first&&o.busy&&r(Z,{}),o.failure&&r(J,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&r(H,{children:"Nothing has all these words."})]})}function Do({of:e}){if(e.__typename==="Article")return r(Bn,{article:k(e)});if(e.__typename==="Tribe"){let n=k(e);return r(Pr,{name:w(n),square:!0,facts:S(n.followerCount,"follower"),of:r(Ae,{tribe:n}),children:r(ge,{of:n,name:w(n),follow:()=>ve(n)})})}return e.__typename==="User"?r(Pr,{name:w(k(e)),facts:e.handle??"",of:r(ce,{user:e})}):null}function Pr(e){return r("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[r(U,{name:e.name,square:e.square===!0}),r("span",{class:"row-name",children:[e.of,r("small",{children:e.facts})]}),e.children]})}function Ir({route:e,me:n,choose:t}){let o=(i,s)=>r("a",{href:D(i),"aria-current":e.page===i?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:D(""),children:[r(Io,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[o("","Home"),o("all","Everything")]}),r(Ar,{route:e}),n&&r(Cr,{me:n,here:e.page==="inbox"}),r(Mo,{me:n,choose:t})]})})}function Io(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Mo({me:e,choose:n}){$();let t=k({id:re(Ke)}),o=e&&t.name||e,i=je(null),s=a=>{i.current&&(i.current.open=!1),i.current?.querySelector("summary")?.focus(),n(a)};return F(()=>{let a=l=>{let m=i.current;m?.open&&(l instanceof KeyboardEvent?l.key==="Escape":!m.contains(l.target))&&(m.open=!1,l instanceof KeyboardEvent&&m.querySelector("summary")?.focus())};return addEventListener("keydown",a),addEventListener("click",a),()=>{removeEventListener("keydown",a),removeEventListener("click",a)}},[]),r("details",{class:"who",ref:i,children:[r("summary",{children:[r(U,{name:o||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:o||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Tt.map(a=>r("li",{children:r("button",{"aria-pressed":a===e,onClick:()=>s(a),children:[r(U,{name:a}),a]})},a)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>s(""),children:[r(U,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:a=>{a.preventDefault();let l=a.currentTarget.elements.namedItem("name"),[m,d]=[l.value.trim(),St(l.value)];d&&(s(d),sr(m,d),l.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function Mr(){let e=re(Ee),n=je(null);return F(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>Ee.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:kr.map(([t,o])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:o})]},t))}),r("button",{class:"primary",onClick:()=>Ee.set(!1),children:"Close"})]})}var Fo=[...De,["FOR_YOU","For you"]],Kn=new Set;function Fr({route:e}){X("Home");let n=ue(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=j(!Kn.has(K())),o={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},i=Y(e.visit,jt,o,u=>u.viewer?.feed?.edges.length?u.viewer.feed:u.feed),s=re(dn),[a]=j(s);F(()=>{s!==a&&i.refresh()},[s]);let l=i.first?.viewer,m=l?.user?l.user.followedTribeCount+l.user.followedUserCount:0;m?Kn.add(K()):l?.user&&Kn.delete(K());let d=m>0||n==="FOR_YOU",c=Ie(i.answers.map(u=>d&&u.viewer?u.viewer.feed:u.feed)),b=B(l?.user?.followedTribes),p=Rr(B(i.first?.around).map(({tribe:u})=>u),b);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:d?"Home":"Everything"}),r(de,{label:"Order",words:Fo,chosen:n,href:u=>D("","",{order:u})})]}),i.first&&!d&&r("div",{class:"hint panel",children:[r("p",{children:[l?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",l?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),l&&r("p",{class:"chips",children:p.filter(({slug:u})=>u!==null).map(u=>r("a",{class:"chip",href:D("tribe",u.slug??""),children:u.name??u.slug},u.id))})]}),r(Qn,{of:d?K():"",order:n,shown:c,refresh:i.refresh}),r(Me,{articles:c,more:i.more,busy:i.busy}),!i.first&&i.busy&&r(Z,{}),i.failure&&r(J,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!c.length&&r(H,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(Le,{title:"You follow",tribes:b}),r(Le,{title:"Tribes to follow",tribes:p})]})]})}function Ur({route:e}){X("Everything");let n=ue(e,"order",["NEW","HOT","TOP"]),t=Y(e.visit,Kt,{order:n},i=>i.feed),o=Ie(t.answers.map(({feed:i})=>i));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(de,{label:"Order",words:De,chosen:n,href:i=>D("all","",{order:i})})]}),r(Qn,{of:"",order:n,shown:o,refresh:t.refresh}),r(Me,{articles:o,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(Z,{}),t.failure&&r(J,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!o.length&&r(H,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(Le,{title:"Tribes here",tribes:Rr(o.map(({tribe:i})=>i),[])})})]})}function Rr(e,n){let t=new Set(n.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!t.has(o)).slice(0,8)}function Nr({route:e}){$();let n=ue(e,"order",["NEW","HOT","TOP"]),t=Y(e.visit,zt,{slug:e.of,order:n},a=>a.tribe?.feed),o=t.first?.tribe,i=o&&k(o);X(i?w(i):void 0);let s=Ie(t.answers.map(a=>a.tribe?.feed));return Ve(s),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(U,{name:w(i),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:w(i)}),i.description&&r(Ce,{html:i.description}),r("p",{class:"facts",children:[r("span",{children:S(i.followerCount,"follower")}),r("span",{children:S(i.articleCount,"article")})]})]}),r(ge,{of:i,name:w(i),follow:()=>ve(i)})]}),i&&r(de,{label:"Order",words:De,chosen:n,href:a=>D("tribe",e.of,{order:a})}),r(Me,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(Z,{}),t.failure&&r(J,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!i&&r(H,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),i?.feed&&!s.length&&r(H,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[i&&r(Uo,{tribe:i}),B(i?.followers).length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:B(i?.followers).map(a=>r("li",{children:[r(U,{name:w(k(a))}),r("span",{class:"row-name",children:r(ce,{user:a})})]},a.id))})]})]})]})}function Uo({tribe:e}){let{leaderboard:n,viewerStanding:t}=e;return n?.edges.length?r("section",{class:"panel",children:[r("h2",{children:"Leaderboard"}),r("ol",{class:"rows",children:n.edges.map(({node:o,score:i},s)=>r("li",{children:[r("span",{class:"rank",children:s+1}),r(U,{name:w(k(o))}),r("span",{class:"row-name",children:[r(ce,{user:o}),r("small",{children:S(i,"bump")})]})]},o.id))}),t&&t.place>n.edges.length&&r("p",{class:"quiet-words standing",children:["You are number ",t.place,", with ",S(t.score,"bump"),"."]})]}):null}function Or({route:e}){$();let n=ue(e,"order",["NEW","HOT","TOP"]),t=Y(e.visit,Gt,{handle:e.of,order:n},l=>l.user?.feed),o=t.first?.user,i=o&&k(o);X(i?w(i):void 0);let s=i?.id===t.first?.viewer?.user?.id,a=Ie(t.answers.map(l=>l.user?.feed));return Ve(a),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(U,{name:w(i)}),r("div",{class:"profile-words",children:[r("h1",{children:w(i)}),i.bio&&r(Ce,{html:i.bio}),r("p",{class:"facts",children:[r("span",{children:S(i.followerCount,"follower")}),r("span",{children:S(i.articleCount,"article")}),r("span",{children:[S(i.bumpsReceived,"bump")," received"]})]})]}),!s&&r(ge,{of:i,name:w(i),follow:()=>tr(i)})]}),i&&r(de,{label:"Order",words:De,chosen:n,href:l=>D("user",e.of,{order:l})}),r(Me,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(Z,{}),t.failure&&r(J,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!i&&r(H,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&r(H,{children:[w(i)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(Le,{title:"Follows",tribes:B(i?.followedTribes)})})]})}var Ro={"":Fr,all:Ur,tribe:Nr,user:Or,article:vr,inbox:xr,search:Dr};function No(){let[e,n]=j(fn),[t,o]=j(K);F(()=>{let a=()=>{$r.set(e.visit,scrollY),n(fn())},l=m=>{m.target.closest("a")?.getAttribute("href")===location.hash&&(history.replaceState(null,""),n(fn()))};return addEventListener("popstate",a),addEventListener("click",l),()=>{removeEventListener("popstate",a),removeEventListener("click",l)}},[e]),F(()=>{let a=$r.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let i=a=>{kt(a),Ct(),Ge(),o(a)},s=Ro[e.page];return r(q,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Ir,{route:e,me:t,choose:i}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${t} ${e.visit}`):r(H,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>Ee.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(er,{}),r(Mr,{})]})}var $r=new Map;history.scrollRestoration="manual";Sr();at(r(No,{}),document.body);
