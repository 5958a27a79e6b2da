var U,qn,$i,Ie,Jt,Ut,Qn,Tt,Kn,en,Zt,Ni,ct=Symbol.for("pv"),It={},Rt=[],Hi=/^m(i|n|o|s|text|space)$/,tn=Array.isArray,jn=Rt.slice,Qe=Object.assign;function qe(e){e&&e.parentNode&&e.remove()}function Pt(e,t,r,o,i){var s={type:e,props:t,key:r,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ct,__v:i||++qn,__i:-1,__u:0};return!i&&U.vnode&&U.vnode(s),s}function S(e){return e.children}function At(e,t){this.props=e,this.context=t,this.__g=0}function Re(e,t){if(t==null)return e.__&&Re(e.__,e.__i+1);for(var r;t<e.__k.length;t++)if((r=e.__k[t])&&r.__e)return r.__e;return typeof e.type!="function"||e.props.__P?null:Re(e)}function Wi(e){var t,r=e.__v,o=r.__e,i=[],s=[],a=e.__P;a&&((t=Qe({constructor:ct},r)).__v=r.__v+1,U.vnode&&U.vnode(t),nn(a,t,r,e.__n,a.namespaceURI,32&r.__u?[o]:null,i,o||Re(r),32&r.__u,s),t.__v=r.__v,t.__.__k[t.__i]=t,Zn(i,t,s),r.__=r.__e=null,t.__e!=o&&Gn(t))}function Gn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Gn(e)}function Ln(e){(8&e.__g||(e.__g|=8,Ie.push(e),Ut++))&&Jt==U.debounceRendering||((Jt=U.debounceRendering)||queueMicrotask)(Yn)}function Yn(){try{for(var e,t=1;Ie.length;)Ie.length>t&&Ie.sort(Qn),e=Ie.shift(),t=Ie.length,8&e.__g&&Wi(e)}finally{(Ut=Ie.length)&&(Jt||queueMicrotask)(Yn)}}function zn(e,t,r,o,i,s,a,u,p,c,d){var g,m,l,b,T,k,w=o.__k||Rt,y=t.length;for(p=Vi(r,t,w,p,y),g=0;g<y;g++)(l=r.__k[g])!=null&&(m=~l.__i&&w[l.__i]||It,l.__i=g,k=nn(e,l,m,i,s,a,u,p,c,d),b=l.__e,(m.ref!=l.ref||8&m.__u)&&(m.ref&&rn(m.ref,null,l,m),l.ref&&d.push(l.ref,l.__c||b,l)),T=T||b,4&l.__u?(p=Xn(l,p,e,!m.__v),m.__e&&(m.__e=null)):typeof l.type=="function"&&k!==void 0?p=k:b&&(p=b.nextSibling),l.__u&=-21);return r.__e=T,p}function Vi(e,t,r,o,i){var s,a,u,p,c,d,g,m,l,b=r.length,T=b,k=0,w=0,y=e.__k=Array(i);for(s=0;s<i;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=y[s]=Pt(null,a):tn(a)?a=y[s]=Pt(S,{children:a}):a.constructor===ct&&a.__b?a=y[s]=Pt(a.type,a.props,a.key,a.ref,a.__v):y[s]=a,p=s+k,a.__=e,a.__b=e.__b+1,u=null,~(c=a.__i=Li(a,r,p,T))&&(T--,(u=r[c])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,c==p-1?k--:c==p+1?k++:c!=p&&(c>p?k--:k++,w=1)):(~c||(i>b?k--:i<b&&k++),typeof a.type!="function"&&(a.__u|=4))):y[s]=null;if(w){for(d=[],g=[],s=0;s<i;s++)if((a=y[s])&&16&a.__u){for(k=0,m=d.length;k<m;)d[l=k+m>>1]<a.__i?k=l+1:m=l;d[k]=a.__i,g[s]=k+1}for(k=d.length;s--;)g[s]&&(g[s]==k?k--:y[s].__u|=4)}if(T)for(s=0;s<b;s++)!(u=r[s])||2&u.__u||(u.__e==o&&(o=Re(u)),on(u,u));return o}function Xn(e,t,r,o){var i,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,t=Xn(i[s],t,r,!1));return t}for(t&&!t.parentNode&&(t=Re(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!o&&r.moveBefore&&a.parentNode?r.moveBefore(a,t):r.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Li(e,t,r,o){var i,s=e.key,a=e.type,u=t[r],p=u&&!(2&u.__u);if(u===null&&s==null||p&&s==u.key&&a==u.type)return r;if(o>(p?1:0)){for(i=r-1;i>=0;i--)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i;for(i=r+1;i<t.length;i++)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i}return-1}function Bn(e,t,r){r==null&&(r=""),t[0]=="-"?e.setProperty(t,r):e[t]=r}function kt(e,t,r,o,i){var s,a;if(t=="style")if(typeof r=="string")e.style.cssText=r;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)r&&t in r||Bn(e.style,t);if(r)for(t in r)o&&r[t]==o[t]||Bn(e.style,t,r[t])}else if(t[0]=="o"&&t[1]=="n")typeof r!="function"&&(r=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=r,r&&o||(a=Zt[t]||(Zt[t]=Bi(t)),(e.__a||(e.__a={}))[t]=en,s=t!=(t=t.replace(Kn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),r?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=r??"")}catch{}if(typeof r=="function")return;r==null||r===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&r==1?"":r)}}function Bi(e){return function(t){var r=this.__e;if(r){if(r=r[e],t[Tt]==null)t[Tt]=en++;else if(t[Tt]<this.__a[e])return;return r(U.event?U.event(t):t)}}}function nn(e,t,r,o,i,s,a,u,p,c){var d,g,m,l,b,T,k,w,y,C,$,we,_e,Ue,de,Be,ve,Ce,ge=t.type;if(t.constructor!==ct)return null;128&r.__u&&(p=32&r.__u,d=r.__c.__z)&&(t.__u|=p,g=s=[],d.nodeType==8?u=St(d,s):s.push(d),u=s[0]||u),(d=U.__b)&&d(t);e:if(typeof ge=="function"){m=a.length;try{if(w=t.props,y=(d=ge.prototype)&&d.render,C=(d=ge.contextType)&&o[d.__c],$=d?C?C.props.value:d.__:o,(l=r.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(y?t.__c=l=new ge(w,$):(t.__c=l=new At(w,$),l.constructor=ge,l.render=Qi),C&&C.sub(l),l.state||(l.state={}),l.__n=o,l.__g|=8,l.__h=[],l.__k=[]),y&&(l.__s||(l.__s=l.state),ge.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=Qe({},l.__s)),Qe(l.__s,ge.getDerivedStateFromProps(w,l.__s)))),b=l.props,T=l.state,l.__v=t,r.__c){if(w!==b&&y&&!ge.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(w,$),t.__v==r.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(w,l.__s,$)===!1){t.__v!=r.__v&&(l.props=w,l.state=l.__s,l.__g&=-9),t.__e=r.__e,t.__k=r.__k,t.__k.some(function(ie){ie&&(ie.__=t)}),Rt.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=Re(r);break e}l.componentWillUpdate&&l.componentWillUpdate(w,l.__s,$),y&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(b,T,k)})}else y&&!ge.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),y&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=$,l.props=w,l.__P=e,l.__g&=-5,we=U.__r,_e=y?25:0;do l.__g&=-9,we&&we(t),d=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++_e<25);y&&(Rt.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(o=Qe({},o,l.getChildContext())),y&&r.__c&&l.getSnapshotBeforeUpdate&&(k=l.getSnapshotBeforeUpdate(b,T)),Ue=d&&d.type===S&&d.key==null?d.props.children:d,w.__P&&(d=u,i=(e=w.__P).namespaceURI,p=s=null,r.props&&r.props.__P!=e&&(r.__k.some(function(ie){ie&&on(ie,ie)}),r.__k=null),u=r.__k?Re(r,0):null),u=zn(e,tn(Ue)?Ue:[Ue],t,r,o,i,s,a,u,p,c),w.__P&&(t.__e=null,u=d),t.__u&=-161,g&&g.some(qe),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(ie){if(a.length=m,t.__v=null,p||s)if(ie&&ie.then){if(t.__u|=128|p,s){for(~(ve=s.indexOf(u||void 0))||(ve=s.length);(Ce=s[ve-1])&&Ce.nodeType==8;)ve--;for(;ve<s.length;ve++)if(Ce=s[ve])if(s[ve]=null,de){if(Ce==Be)break}else{if(Ce.nodeType!=8)break;Ce.data.startsWith("$s")&&(Be=St(de=Ce))}}if(!de){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;de=u}(d=St(de=t.__c.__z||(t.__c.__z=de)))?(t.__e=de,u=d):t.__e=u,u=u&&u.nextSibling}else s&&s.some(qe);else t.__e=r.__e;t.__k||(t.__k=r.__k||[]),ie&&ie.then||Jn(t),U.__e(ie,t,r)}}else u=t.__e=qi(r.__e,t,r,o,i,s,a,p,c,e);return(d=U.diffed)&&d(t),u}function St(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var r=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))r++;else if(e.data.startsWith("/$s")&&!--r)return e}t&&t.push(e)}}function Jn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Jn))}function Zn(e,t,r){for(var o=0;o<r.length;)rn(r[o++],r[o++],r[o++]);U.__c&&U.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){U.__e(s,i.__v)}})}function qi(e,t,r,o,i,s,a,u,p,c){var d,g,m,l,b,T,k,w,y=r.props||It,C=t.props,$=t.type;if($=="svg"?i="http://www.w3.org/2000/svg":$=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((b=s[d])&&($?b.localName==$:b.nodeType==3)){e=b,s[d]=null;break}}if(!e){if(w=c.ownerDocument||document,!$)return w.createTextNode(C);e=w.createElementNS(i,$,C.is?C:c),u&&(U.__m&&U.__m(t,s),u=!1),s=null}if($){if(c=$=="template"&&e.content||e,s=$=="textarea"&&C.defaultValue!=null?null:s&&jn.call(c.childNodes),!u&&s)for(y={},d=0;d<e.attributes.length;d++)y[(b=e.attributes[d]).name]=b.value;for(d in y)b=y[d],d=="dangerouslySetInnerHTML"?m=b:d=="children"||d in C||d=="value"&&"defaultValue"in C||d=="checked"&&"defaultChecked"in C||kt(e,d,null,b,i);for(d in C)b=C[d],d=="children"?l=b:d=="dangerouslySetInnerHTML"?g=b:d=="value"?T=b:d=="checked"?k=b:u&&typeof b!="function"||y[d]===b||kt(e,d,b,y[d],i);g?(u||m&&(g.__html==m.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(m&&(e.textContent=""),($=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Hi.test($))&&(i="http://www.w3.org/1999/xhtml"),zn(c,tn(l)?l:[l],t,r,o,i,s,a,s?s[0]:r.__k&&Re(r,0),u,p),s&&s.some(qe)),u&&$!="textarea"||(d="value",$=="progress"&&T==null?e.removeAttribute(d):T==null||T===e[d]&&($!="progress"||T)||kt(e,d,T,y[d],i),d="checked",k!=null&&k!=e[d]&&kt(e,d,k,y[d],i))}else y===C||u&&e.data==C||(e.data=C);return e}function rn(e,t,r,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){U.__e(i,r)}}function on(e,t,r){var o,i,s,a;if(U.unmount&&U.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||rn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){U.__e(u,t)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&on(o[a],t,typeof e.type!="function"||r&&!e.props.__P);!r&&(o=e.__c)&&(o=o.__z)&&(i=St(o,s=[]))&&(o==e.__e&&s.some(qe),qe(i),qe(o)),r||qe(e.__e),e.__e=e.__c=e.__=null}function Qi(e,t,r){return this.constructor(e,r)}function er(e,t){var r,o,i,s;U.__&&U.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(r=e&&32&e.__u)?null:t.__k,t.__k=Pt(S,{children:[e]}),i=[],s=[],nn(t,t.__k,o||It,It,t.namespaceURI,o?null:t.firstChild?jn.call(t.childNodes):null,i,o?o.__e:t.firstChild,r,s),Zn(i,t.__k,s),t.__k.props.children=null}U={__e:function(e,t,r,o){for(var i,s,a;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(u){e=u}}throw Ut=0,e}},qn=0,$i=function(e){return e!=null&&e.constructor===ct},At.prototype.setState=function(e,t){var r=this.__s;r&&r!=this.state||(r=this.__s=Qe({},this.state)),typeof e=="function"&&(e=e(Qe({},r),this.props)),e&&(Qe(r,e),this.__v&&(t&&this.__k.push(t),Ln(this)))},At.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Ln(this))},At.prototype.render=S,Ie=[],Ut=0,Qn=function(e,t){return e.__v.__b-t.__v.__b},Tt=Symbol(),Kn=/(PointerCapture)$|Capture$/i,en=0,Zt={},Ni=0;var mt,z,sn,tr,an=Object.is,Mt=0,dr=[],ln=[],j=U,nr=j.__b,rr=j.__r,or=j.diffed,ir=j.__c,sr=j.unmount,ar=j.__;function dn(e,t){j.__h&&j.__h(z,e,Mt||t),Mt=0;var r=z.__H||(z.__H={__:[],__h:[]});return e>=r.__.length&&r.__.push({}),r.__[e]}function D(e){return Mt=1,cn(pr,e)}function cn(e,t,r){var o=dn(mt++,2);if(o.t=e,!o.__c&&(o.__=[r?r(t):pr(void 0,t),function(s){var a=(o.__N||o.__)[0],u=o.t(a,s);an(a,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=z,!z.__f)){z.__f=!0;var i=z.shouldComponentUpdate;z.shouldComponentUpdate=function(s,a,u){var p=this.__H;if(!p)return!0;var c=!1,d=this.props!=s;if(p.__.some(function(m){m.__N&&(c=!0,an(m.__[0],m.__N[0])||(d=!0))}),i){var g=i.call(this,s,a,u);return c?g||d:g}return!c||d}}return o.__}function I(e,t){var r=dn(mt++,3);!j.__s&&cr(r.__H,t)&&(r.__P=!0,r.__=e,r.u=t,z.__H.__h.push(r))}function xe(e){return Mt=5,gt(function(){return{current:e}},[])}function gt(e,t){var r=dn(mt++,7);return cr(r.__H,t)&&(r.__=e(),r.__H=t),r.__}function Ki(){var e;do{for(;e=ln.shift();)try{pt(e)}catch(r){j.__e(r,{__:(e=e.__P)&&e.__v})}for(;e=dr.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(pt),t.__h.some(un),t.__h=[]}catch(r){t.__h=[],j.__e(r,e.__v)}}}while(ln.length)}j.__b=function(e){z=null,nr&&nr(e)},j.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),ar&&ar(e,t)},j.__r=function(e){rr&&rr(e),mt=0;var t=(z=e.__c).__H;t&&(sn==z?z.__h=[]:(t.__h.some(pt),t.__h.some(un),mt=0),t.__h=[],t.__.some(function(r){r.__N&&(r.__=r.__N),r.u=r.__N=void 0})),sn=z},j.diffed=function(e){or&&or(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&ur(dr.push(t)),t.__H.__.some(function(r){r.u&&(r.__H=r.u)})),sn=z=null},j.__c=function(e,t){t.some(function(r){try{r.__h.some(pt),r.__h=r.__h.filter(function(o){return!o.__||un(o)})}catch(o){r.__h=[function(){throw o}]}}),ir&&ir(e,t)},j.unmount=function(e){sr&&sr(e);var t,r,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(r===void 0){for(r=e.__;r&&(!r.__c||!r.__c.__P);)r=r.__;r=r&&r.__c}i.__P=r,ur(ln.push(i))}else pt(i)}catch(s){t=s}}),o.__H=void 0,t&&j.__e(t,o.__v))};var lr=typeof requestAnimationFrame=="function";function ji(e){var t,r=function(){clearTimeout(o),lr&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(r,35);lr&&(t=requestAnimationFrame(r))}function ur(e){e!=1&&tr==j.requestAnimationFrame||((tr=j.requestAnimationFrame)||ji)(Ki)}function pt(e){var t=z,r=e.__c;typeof r=="function"&&(e.__c=void 0,r()),z=t}function un(e){var t=z;e.__c=e.__(),z=t}function cr(e,t){return!e||e.length!=t.length||t.some(function(r,o){return!an(r,e[o])})}function pr(e,t){return typeof t=="function"?t(e):t}function se(e){let t=new Set;return{get:()=>e,set(r){e=r;for(let o of t)o()},watch(r){return t.add(r),()=>{t.delete(r)}}}}function G(e){let[t,r]=D(()=>e.get());return I(()=>(r(()=>e.get()),e.watch(()=>r(()=>e.get()))),[e]),t}var Gi=Symbol.for("pv"),Yi=0;function n(e,t,r,o,i,s){t||(t={});var a,u,p=t;if("ref"in p&&typeof e!="function")for(u in p={},t)u=="ref"?a=t[u]:p[u]=t[u];var c={type:e,props:p,key:r,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Gi,__v:--Yi,__i:-1,__u:0};return(i||s)&&(c.__source=i,c.__self=s),U.vnode&&U.vnode(c),c}var mr=[1e3,2e3,4e3,8e3],Ke=se(!1),pn=!1;function ft(){Ke.get()&&Ke.set(!1)}async function Dt(){if(!pn){pn=!0;for(let e=0;!await zi();e++){Ke.get()||Ke.set(!0);let t=mr[Math.min(e,mr.length-1)]??0;await new Promise(r=>setTimeout(r,t))}pn=!1,ft()}}function gr(){let e=G(Ke);return n("div",{class:"outage",role:"status","aria-live":"polite",children:e&&n("p",{children:"The gateway does not answer. What you see is from before; it is asked again until it does."})})}async function zi(){try{return(await fetch("/healthz",{cache:"no-store",signal:AbortSignal.timeout(5e3)})).ok}catch{return!1}}var je=se(""),Ft=se(0);function fr(e){let{viewer:t,markNotificationsRead:r}=e,o=(t??r)?.inbox?.unreadCount;(t===null||o!==void 0)&&Ft.set(o??0),(t===null||t?.user)&&je.set(t?.user?.id??"")}var Xi=5e3,Me=new Map,mn=se(0);function Ge(e){if(br(e)){for(let t of Me.keys()){if(Me.size<=Xi)break;Me.delete(t)}mn.set(mn.get()+1)}}function br(e){if(e===null||typeof e!="object")return!1;let t=!1,r=e;if(!Array.isArray(e)&&typeof r.id=="string"){let o=Me.get(r.id)??{},i=Object.entries(r).filter(([,s])=>s===null||typeof s!="object");i.some(([s,a])=>o[s]!==a)&&(Me.set(r.id,{...o,...Object.fromEntries(i)}),t=!0)}for(let o of Object.values(r))t=br(o)||t;return t}function N(e){return{...e,...Me.get(e.id)}}function bt(e){Ge({id:e,gone:!0})}function et(e){return e.map(N).filter(t=>!("gone"in t&&t.gone))}function yr(e,t){let r=Me.get(e)??{};Ge({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,r[i]]));return()=>Ge({id:e,...o})}function hr(){Me.clear()}function F(){G(mn)}var yt="",Ot={};function tt(){if(!yt)return"";let e=Object.fromEntries(Object.entries(Ot).sort());return btoa(JSON.stringify([yt,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function gn(e){let[t,r]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>yt&&(yt=t);for(let[o,i]of Object.entries(r))Ot[o]=Math.max(Ot[o]??0,i)}function wr(){yt="",Ot={}}var $t="bandstand.viewer";var _r=["you","pat","enzo","jutta","masako","colin"],vr=sessionStorage.getItem($t)??localStorage.getItem($t)??"you";function B(){return vr}function Cr(e){vr=e,sessionStorage.setItem($t,e),localStorage.setItem($t,e)}function ht(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Ji=3,Zi=300,es=1e4,Ee=class extends Error{constructor(r,o,i,s=null){super(r);this.code=o;this.retryable=i;this.data=s}code;retryable;data},fn=new Set;async function Pe(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(fn),xr(e,t);let r=xr(e,t);return fn.add(r),r.finally(()=>fn.delete(r))}async function xr(e,t){for(let r=1;;r++)try{return await ts(e,t)}catch(o){if(!(o instanceof Ee)||!o.retryable||r===Ji)throw o;await new Promise(i=>setTimeout(i,Zi*r))}}async function ts(e,t){let r=B(),o=await rs(JSON.stringify({query:e.toString(),variables:t})),[i]=o.errors??[];if(o.data&&ns(o.data,r),i){let{code:s="INTERNAL",retryable:a=!1}=i.extensions??{};throw s==="BAD_USER_INPUT"&&i.message.includes("X-Consistency-Token")&&wr(),new Ee(i.message,s,a,o.data??null)}return o.extensions?.consistency&&gn(o.extensions.consistency.token),o.data}function ns(e,t){for(let r of Object.values(e))r?.receipt&&gn(r.receipt.token);t===B()&&(fr(e),Ge(e))}async function rs(e){let t={"Content-Type":"application/json"};B()&&(t["X-Viewer"]=B()),tt()&&(t["X-Consistency-Token"]=tt());try{let r=AbortSignal.timeout(es),i=await(await fetch("/graphql",{method:"POST",headers:t,body:e,signal:r})).json();return ft(),i}catch{throw Dt(),new Ee("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var h=class extends String{__apiType;value;__meta__;constructor(t,r){super(t),this.value=t,this.__meta__=r}toString(){return this.value}};var Er=new h(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),kr=new h(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Tr=new h(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Pr=new h(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Ar=new h(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Sr=new h(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Ur=new h(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Ir=new h(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Rr=new h(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      ...Wrong
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
  avatarUrl
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`),Mr=new h(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Dr=new h(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Fr=new h(`
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
}`),Or=new h(`
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
}`),$r=new h(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Nr=new h(`
    query Unread {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Hr=new h(`
    mutation ReportArticle($input: ReportArticleInput!) {
  reportArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Wr=new h(`
    mutation ReportComment($input: ReportCommentInput!) {
  reportComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Vr=new h(`
    mutation ReportUser($input: ReportUserInput!) {
  reportUser(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Lr=new h(`
    mutation HideArticle($input: HideArticleInput!) {
  hideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Br=new h(`
    mutation UnhideArticle($input: UnhideArticleInput!) {
  unhideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),qr=new h(`
    mutation HideComment($input: HideCommentInput!) {
  hideComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Qr=new h(`
    mutation MuteUser($input: MuteUserInput!) {
  muteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Kr=new h(`
    mutation UnmuteUser($input: UnmuteUserInput!) {
  unmuteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),jr=new h(`
    mutation BlockUser($input: BlockUserInput!) {
  blockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Gr=new h(`
    mutation UnblockUser($input: UnblockUserInput!) {
  unblockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Yr=new h(`
    query Myself {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),zr=new h(`
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
  around: tribes(order: ACTIVE, first: 20) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
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
}`),Xr=new h(`
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
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
}`),Jr=new h(`
    query TribePage($slug: String!, $order: FeedOrder!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    viewerCanEdit
    leaderboard(window: $window, first: 8) {
      ...Ranks
    }
    viewerStanding(window: $window) {
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
      edges {
        repost {
          userCount
          users(first: 1) {
            edges {
              node {
                ...Person
              }
            }
          }
        }
        node {
          ...Card
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
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
}`),Zr=new h(`
    query Board($slug: String!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    leaderboard(window: $window, first: 50, after: $after) {
      ...Ranks
    }
    viewerStanding(window: $window) {
      place
      score
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
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
}`),eo=new h(`
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
    viewerIsMuting
    viewerIsBlocking
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
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
}`),to=new h(`
    query ArticlePage($id: ID!, $order: CommentOrder!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    ...Card
    body
    updatedAt
    repostCount
    viewerCanEdit
    viewerCanRemove
    viewerCanHide
    viewerCanComment
    hidden {
      reason
      note
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
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
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
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
}`),no=new h(`
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
  avatarUrl
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
}`),ro=new h(`
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
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
  media {
    ...Picture
  }
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
}`),oo=new h(`
    query TribesPage($order: TribeOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribes(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Place
        articleCount
        activeAt
        createdAt
        description
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
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),io=new h(`
    query PeoplePage($order: UserOrder!, $after: String) {
  viewer {
    ...Me
  }
  users(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Person
        bio
        articleCount
        followerCount
        createdAt
        viewerIsFollowing
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
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),so=new h(`
    query WritePage {
  viewer {
    ...Me
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  tribes(order: FOLLOWERS, first: 100) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),ao=new h(`
    query EditPage($id: ID!) {
  viewer {
    ...Me
  }
  article(id: $id) {
    id
    title
    excerpt
    body
    viewerCanEdit
    media {
      ...Picture
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),lo=new h(`
    query TribeEditPage($slug: String!) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    id
    slug
    name
    description
    viewerCanEdit
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),uo=new h(`
    query ProfilePage {
  viewer {
    ...Me
    user {
      ...Person
      bio
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),co=new h(`
    query Reposts($id: ID!) {
  viewer {
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  article(id: $id) {
    id
    repostCount
    tribe {
      id
    }
    reposts(first: 100) {
      edges {
        node {
          viewerHasReposted
          tribe {
            ...Place
          }
        }
      }
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}`),po=new h(`
    mutation Publish($input: PublishArticleInput!) {
  publishArticle(input: $input) {
    article {
      id
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),mo=new h(`
    mutation EditArticle($input: EditArticleInput!) {
  editArticle(input: $input) {
    article {
      id
      title
      excerpt
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),go=new h(`
    mutation RemoveArticle($input: RemoveArticleInput!) {
  removeArticle(input: $input) {
    removedArticleId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),fo=new h(`
    mutation Repost($input: RepostArticleInput!) {
  repostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),bo=new h(`
    mutation Unrepost($input: UnrepostArticleInput!) {
  unrepostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),yo=new h(`
    mutation EditComment($input: EditCommentInput!) {
  editComment(input: $input) {
    comment {
      id
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ho=new h(`
    mutation RemoveComment($input: RemoveCommentInput!) {
  removeComment(input: $input) {
    removedCommentId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Nt=new h(`
    mutation SetProfile($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
      bio
    }
    userErrors {
      ...Wrong
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
  avatarUrl
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`),bn=new h(`
    mutation SetTribe($input: SetTribeProfileInput!) {
  setTribeProfile(input: $input) {
    tribe {
      ...Place
      description
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`);var os=6e3,yn=se(""),wo=0;function fe(e){clearTimeout(wo),yn.set(e),wo=setTimeout(()=>yn.set(""),os)}function _o(){let e=G(yn);return n("div",{class:"notice",role:"status","aria-live":"polite",children:e&&n("p",{children:e})})}var is=5e3,ss=30,nt=new Map,Ht=se(0);function X(){nt.clear(),Ht.set(Ht.get()+1)}function O(e,t,r,o=()=>null){let[,i]=cn(m=>m+1,0),s=`${e} ${JSON.stringify(r)}`,a=gt(()=>nt.get(s)??as(s),[s]);async function u(m){if(a.busy){a.late||=m===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let l=await Pe(t,m===null?r:{...r,after:m});a.answers=m===null?[l]:[...a.answers,l]}catch(l){a.failure=l instanceof Ee?l:new Ee(String(l),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await u(null)}I(()=>{a.answers.length||u(null)},[s]);let p=a.answers.at(-1),c=p&&o(p)?.pageInfo,d=()=>u(a.answers.length&&a.failure&&c?c.endCursor:null),g=G(Ke);return I(()=>{if(g||!a.failure?.retryable)return;let m=setTimeout(()=>{d()},is);return()=>clearTimeout(m)},[a.failure,g]),I(()=>{!g&&a.failure?.code==="UNREACHABLE"&&d()},[g]),{...a,first:a.answers[0],more:c?.hasNextPage?()=>u(c.endCursor):null,again:d,refresh:()=>u(null)}}function M(e){return e?.edges.map(({node:t})=>t)??[]}function as(e){let t={answers:[],failure:null,busy:!1,late:!1};nt.set(e,t);let[r]=nt.keys();return nt.size>ss&&r!==void 0&&nt.delete(r),t}async function q(e,t){try{let r=await Pe(e,t),[o]=Object.values(r),s=(o?.userErrors??[]).filter(({code:a})=>a!=="STALE");return{done:!s.length,payload:o??null,wrong:s}}catch(r){return{done:!1,payload:null,wrong:[{field:null,path:null,message:r instanceof Ee&&r.code==="UNAUTHENTICATED"?"Choose who you are first, at the top of the page.":String(r.message),code:"INVALID"}]}}}function Wt(e){return e.map(({message:t})=>t).join(" ")}function vo(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}var hn=new Set;function Vt(e){let t={input:{articleId:e.id}};return Bt(e.id,Io(e),()=>e.viewerHasBumped?ne(kr,t):ne(Er,t))}function Co(e){let t={input:{commentId:e.id}};return Bt(e.id,Io(e),()=>e.viewerHasBumped?ne(Pr,t):ne(Tr,t))}function ke(e){let t={input:{tribeId:e.id}};return X(),Bt(e.id,Ro(e),()=>e.viewerIsFollowing?ne(Sr,t):ne(Ar,t))}function Lt(e){let t={input:{userId:e.id}};return X(),Bt(e.id,Ro(e),()=>e.viewerIsFollowing?ne(Ir,t):ne(Ur,t))}function xo(e,t,r,o){return ne(Rr,{input:{articleId:e,parentId:t,body:r,idempotencyKey:o}})}function Eo(e,t){return ne(yo,{input:{commentId:e,body:t}})}async function ko(e){let t=await ne(ho,{input:{commentId:e}});return t&&bt(e),t}async function To(e){let t=await ne(go,{input:{articleId:e}});return t&&bt(e),X(),t}function Po(e,t,r){let o={input:{articleId:e,tribeId:t}};return ne(r?bo:fo,o)}async function Ao(e){await Pe(Mr,{input:{articleId:e}}).catch(()=>{})}function So(e){return ne(Dr,{input:{until:e}})}async function Uo(e,t){(await Pe(Yr,{}).catch(()=>{}))?.viewer?.user?.name===null&&await ne(Nt,{input:{name:e,handle:t}})}function Io(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function Ro(e){let t=e.viewerIsFollowing?-1:1,r=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...r}}async function Bt(e,t,r){if(hn.has(e))return!1;hn.add(e);let o=yr(e,{...t}),i=await r().finally(()=>hn.delete(e));return i||o(),i}async function ne(e,t){let{done:r,wrong:o}=await q(e,t);return o.length&&fe(Wt(o)),r}var wn=[["SPAM","Advertising or spam"],["ABUSE","It attacks somebody"],["OFF_TOPIC","It does not belong here"],["ILLEGAL","It is against the law"],["OTHER","Something else"]];function Mo(e){return wn.find(([t])=>t===e)?.[1]??"Something else"}var _n="Thank you. Those who moderate will look at it.";async function Do(e,t){De(await q(Hr,{input:{articleId:e,...t}}),_n)}async function Fo(e,t){De(await q(Wr,{input:{commentId:e,...t}}),_n)}async function Oo(e,t){De(await q(Vr,{input:{userId:e,...t}}),_n)}async function $o(e,t){let r=De(await q(Lr,{input:{articleId:e,...t}}),"It is hidden.");return X(),r}async function No(e){let t=De(await q(Br,{input:{articleId:e}}),"It is shown again.");return X(),t}async function Ho(e,t){De(await q(qr,{input:{commentId:e,...t}}),"It is hidden.")&&bt(e)}async function Wo(e){let t={input:{userId:e.id}},r=e.viewerIsMuting?await q(Kr,t):await q(Qr,t);De(r,e.viewerIsMuting?"You see what they write again.":"You do not see any more what they write."),X()}async function Vo(e){let t={input:{userId:e.id}},r=e.viewerIsBlocking?await q(Gr,t):await q(jr,t);De(r,e.viewerIsBlocking?"They are blocked no more.":"They are blocked: they cannot answer you any more."),X()}function De({done:e,wrong:t},r){return fe(e?r:Wt(t)),e}var qt=se(null);function Qt(e,t,r){return new Promise(o=>qt.set({title:e,words:t,button:r,reasoned:!1,answer:i=>o(i!==null)}))}function Fe(e,t,r){return new Promise(o=>qt.set({title:e,words:t,button:r,reasoned:!0,answer:i=>o(i===!0?null:i)}))}function Lo(){let e=G(qt),t=xe(null);I(()=>{e?t.current?.showModal():t.current?.close()},[e]);let r=o=>{e?.answer(o),qt.set(null)};return n("dialog",{ref:t,class:"panel","aria-labelledby":"question",onClose:()=>e&&r(null),children:e&&n("form",{class:"form",onSubmit:o=>{o.preventDefault();let i=new FormData(o.currentTarget);r(e.reasoned?{reason:i.get("reason"),note:String(i.get("note")).trim()}:!0)},children:[n("h2",{id:"question",children:e.title}),n("p",{children:e.words}),e.reasoned&&n(S,{children:[n("fieldset",{class:"choices",children:[n("legend",{children:"Why?"}),wn.map(([o,i],s)=>n("label",{children:[n("input",{type:"radio",name:"reason",value:o,defaultChecked:s===0}),i]},o))]}),n("label",{class:"field",children:[n("span",{children:["In your words ",n("small",{children:"(may be empty)"})]}),n("textarea",{name:"note",rows:2,maxLength:500})]})]}),n("div",{class:"writing-foot",children:[n("button",{type:"button",class:"quiet",onClick:()=>r(null),children:"Cancel"}),n("button",{class:"primary",children:e.button})]})]})})}function rt({of:e,thumb:t=!1,soon:r=!1}){let[o,i]=D(!1),s=!t&&e.width&&e.height,a={...s&&{aspectRatio:`${e.width} / ${e.height}`},...e.blurHash&&{backgroundColor:us(e.blurHash)}};return!wt(e.url)||o?n("span",{class:t?"picture thumb":"picture missing",children:!t&&(e.alt||"This picture is not there.")}):e.type?.startsWith("video/")?t?n("span",{class:"picture thumb film",style:a}):n("span",{class:"picture",style:a,children:n("video",{src:e.url,"aria-label":e.alt,controls:!0,preload:"metadata",onError:()=>i(!0)})}):n("span",{class:t?"picture thumb":"picture",style:a,children:n("img",{src:e.url,alt:t?"":e.alt,loading:r?"eager":"lazy",decoding:"async",referrerpolicy:"no-referrer",onError:()=>i(!0),...s&&{width:e.width??0,height:e.height??0}})})}function wt(e){return/^(https:\/\/|\/(?!\/))/.test(e)||e.startsWith(`${location.origin}/`)}var ls="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";function us(e){let t=0;for(let r of e.slice(2,6))t=t*83+Math.max(0,ls.indexOf(r));return`#${(t&16777215).toString(16).padStart(6,"0")}`}var vn=0,ds={article:"a",tribe:"t",user:"u"};function Cn(){if(location.hash.startsWith("#/")){let[s="",...a]=location.hash.slice(2).split("/");history.replaceState(history.state,"",`/${[ds[s]??s,...a].join("/")}`)}let[e="",t="",r=""]=location.pathname.slice(1).split("/").map(cs),o=history.state;vn=Math.max(vn,o?.visit??0);let i=o?.visit??++vn;return o?.visit===void 0&&history.replaceState({visit:i},""),{page:e,of:t,part:r,query:new URLSearchParams(location.search),visit:i}}function f(e,t="",r={},o=""){let i=new URLSearchParams(Object.entries(r).filter(([,a])=>a)).toString();return`/${[e,t,o].filter(Boolean).map(a=>encodeURIComponent(a).replaceAll("%3D","=")).join("/")}${i&&`?${i}`}`}function J(e){e===location.pathname+location.search?history.replaceState(null,"",e):history.pushState(null,"",e),dispatchEvent(new PopStateEvent("popstate"))}function xn(e){let t=e.target.closest("a"),r=e.button||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey;if(!t||r||e.defaultPrevented||t.target||t.hasAttribute("download"))return;let o=new URL(t.href);o.origin!==location.origin||o.hash||o.pathname.startsWith("/graphql")||(e.preventDefault(),J(o.pathname+o.search))}function re(e,t,r){return r.find(o=>o===e.query.get(t))??r[0]}function cs(e){try{return decodeURIComponent(e)}catch{return e}}var ps=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),ms=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"narrow"}),gs=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function En(e){return ps.format(e)}function x(e,t,r=`${t}s`){return`${En(e)} ${e===1?t:r}`}function _t(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[r,o]of gs)if(Math.abs(t)>=o)return ms.format(Math.trunc(t/o),r);return"just now"}function Bo(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(r=>[...r??""][0]).join("").toUpperCase()}function qo(e){let t=7;for(let r of e)t=(t*31+(r.codePointAt(0)??0))%3600;return t%360}function Y({name:e,square:t,picture:r}){let[o,i]=D(null);return n("span",{class:t?"avatar square":"avatar",style:{"--hue":qo(e)},"aria-hidden":"true",children:r&&r!==o&&wt(r)?n("img",{src:r,alt:"",loading:"lazy",referrerpolicy:"no-referrer",onError:()=>i(r)}):Bo(e)})}function le({of:e}){let t=N(e);return n(Y,{name:_(t),picture:t.avatarUrl})}function H(e){I(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function _(e){return e.name??e.handle??e.slug??(e.id===je.get()?"You":"Somebody new")}function ae({user:e}){F();let t=N(e);return t.handle===null?n("span",{children:_(t)}):n("a",{href:f("u",t.handle),children:_(t)})}function ce({tribe:e}){let t=N(e);return t.slug===null?n("span",{children:_(t)}):n("a",{href:f("t",t.slug),children:_(t)})}function ot({at:e}){return n("time",{dateTime:e,title:new Date(e).toLocaleString(),children:_t(e)})}function fs(){return n("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:n("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function it({of:e,what:t,bump:r}){F();let o=N(e);return n("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{r(o)},"aria-label":`Bump ${t}, ${x(o.bumpCount,"bump")}`,children:[n(fs,{}),n("span",{class:"number",children:En(o.bumpCount)})]})}var Qo="";function be({of:e,name:t,follow:r}){let o=xe(null);I(()=>{e.id===Qo&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{Qo=e.id,r()};return n("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",n("span",{class:"unseen",children:[" ",t]})]})}function st({title:e,tribes:t}){return F(),t.length?n("section",{class:"panel",children:[n("h2",{children:e}),n("ul",{class:"rows",children:et(t).map(r=>n("li",{children:[n(Y,{name:_(r),square:!0}),n("span",{class:"row-name",children:[n(ce,{tribe:r}),n("small",{children:x(r.followerCount,"follower")})]}),n(be,{of:r,name:_(r),follow:()=>ke(r)})]},r.id))})]}):null}function ee(e){return n("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,r])=>n("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:r},t))})}function Oe({html:e}){return n("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function W({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?n(Ae,{children:["There is nothing to find here: ",e.message,"."]}):n("div",{class:"trouble panel",role:"alert",children:[n("p",{children:e.message}),e.retryable&&n("p",{class:"quiet-words",children:"It is tried again by itself."}),n("button",{onClick:t,children:"Try again"})]})}function R({children:e}){return n("div",{class:"empty panel",children:e})}function Ae({children:e}){return n(R,{children:[n("h1",{children:e}),n("p",{children:n("a",{class:"chip",href:f(""),children:"Home"})})]})}var bs=3e3;function L({rows:e=12}){let[t,r]=D(!1);return I(()=>{let o=setTimeout(()=>r(!0),bs);return()=>clearTimeout(o)},[]),n("div",{class:"skeleton",role:"status","aria-label":t?void 0:"Loading",children:[t&&n("p",{class:"waiting panel",children:"Still waiting for the gateway\u2026"}),Array.from({length:e},(o,i)=>n("div",{class:"panel",children:[n("i",{}),n("i",{}),n("i",{})]},i))]})}function ye({more:e,busy:t}){return e?n("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}var Ye=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function ze(e){let t=new Map;for(let r of e)for(let{node:o}of r?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}var ys=4;function Xe({articles:e,more:t,busy:r,above:o}){return F(),n(S,{children:[n("ol",{class:"feed",children:et(e).map((i,s)=>n("li",{children:n(Tn,{article:i,soon:s<ys,above:o?.(i)})},i.id))}),n(ye,{more:t,busy:r})]})}function kn({article:e,children:t}){return n("div",{class:"byline",children:[n(le,{of:e.author}),n("p",{children:[n(ae,{user:e.author}),n("span",{class:"byline-place",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(ce,{tribe:e.tribe}),n("span",{"aria-hidden":"true",children:" \xB7 "}),n(ot,{at:e.publishedAt})]})]}),t]})}function Tn({article:e,soon:t=!1,above:r}){let[o]=e.media,i=f("a",e.id);return n("article",{class:o?"card panel pictured":"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[n("div",{class:"card-words",children:[r&&n("p",{class:"quiet-words",children:r}),n(kn,{article:e}),n("h2",{id:`title-${e.id}`,children:n("a",{"data-open":!0,href:i,children:e.title})}),e.excerpt&&n("p",{class:"excerpt",children:e.excerpt})]}),o&&n("a",{class:"card-picture",href:i,tabIndex:-1,"aria-hidden":"true",children:n(rt,{of:o,thumb:!0,soon:t})}),n("p",{class:"foot",children:[n(it,{of:e,what:e.title,bump:Vt}),n("a",{class:"said",href:i,children:x(e.commentCount,"comment")}),n("span",{class:"seen",children:x(e.viewCount,"view")})]})]})}function ue(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function $e(e){return ue(e)==="object"}function hs(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Pn(e,t){return e.length<124?e:t}var Ko="graphql-transport-ws";var pe=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(pe||{}),me=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(me||{});function jo(e){if(!$e(e))throw new Error(`Message is expected to be an object, but got ${ue(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${ue(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!$e(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!$e(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${ue(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${ue(e.payload.query)}`);if(e.payload.variables!=null&&!$e(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${ue(e.payload.variables)}`);if(e.payload.operationName!=null&&ue(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${ue(e.payload.operationName)}`);if(e.payload.extensions!=null&&!$e(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${ue(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!$e(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${ue(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!hs(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function Go(e,t){return jo(typeof e=="string"?JSON.parse(e,t):e)}function at(e,t){return jo(e),JSON.stringify(e,t)}function Sn(e){let{url:t,connectionParams:r,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:p=0,retryAttempts:c=5,retryWait:d=async function(V){let v=Math.pow(2,V);await new Promise(A=>setTimeout(A,v*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:g=An,on:m,webSocketImpl:l,generateID:b=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,V=>{let v=Math.random()*16|0;return(V=="x"?v:v&3|8).toString(16)})},jsonMessageReplacer:T,jsonMessageReviver:k}=e,w;if(l){if(!_s(l))throw new Error("Invalid WebSocket implementation provided");w=l}else typeof WebSocket<"u"?w=WebSocket:typeof global<"u"?w=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(w=window.WebSocket||window.MozWebSocket);if(!w)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let y=w,C=(()=>{let E=(()=>{let v={};return{on(A,Q){return v[A]=Q,()=>{delete v[A]}},emit(A){"id"in A&&v[A.id]?.(A)}}})(),V={connecting:m?.connecting?[m.connecting]:[],opened:m?.opened?[m.opened]:[],connected:m?.connected?[m.connected]:[],ping:m?.ping?[m.ping]:[],pong:m?.pong?[m.pong]:[],message:m?.message?[E.emit,m.message]:[E.emit],closed:m?.closed?[m.closed]:[],error:m?.error?[m.error]:[]};return{onMessage:E.on,on(v,A){let Q=V[v];return Q.push(A),()=>{let K=Q.indexOf(A);K>-1&&Q.splice(K,1)}},emit(v,...A){for(let Q of[...V[v]])Q(...A)}}})();function $(E){let V=[C.on("error",v=>{V.forEach(A=>A()),E(v)}),C.on("closed",v=>{V.forEach(A=>A()),E(v)})];return()=>V.forEach(v=>v())}let we,_e=0,Ue,de=!1,Be=0,ve=!1;async function Ce(){clearTimeout(Ue);let[E,V]=await(we??(we=new Promise((Q,K)=>(async()=>{if(de){if(await d(Be),!_e)return we=void 0,K({code:1e3,reason:"All Subscriptions Gone"});Be++}C.emit("connecting",de);let P=new y(typeof t=="function"?await t():t,Ko),Te,Je;function Et(){isFinite(a)&&a>0&&(clearTimeout(Je),Je=setTimeout(()=>{P.readyState===y.OPEN&&(P.send(at({type:me.Ping})),C.emit("ping",!1,void 0))},a))}$(te=>{we=void 0,clearTimeout(Te),clearTimeout(Je),K(te),te instanceof vt&&(P.close(4499,"Terminated"),P.onerror=null,P.onclose=null)}),P.onerror=te=>C.emit("error",te),P.onclose=te=>C.emit("closed",te),P.onopen=async()=>{try{C.emit("opened",P);let te=typeof r=="function"?await r():r;if(P.readyState!==y.OPEN)return;P.send(at(te?{type:me.ConnectionInit,payload:te}:{type:me.ConnectionInit},T)),isFinite(p)&&p>0&&(Te=setTimeout(()=>{P.close(pe.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},p)),Et()}catch(te){C.emit("error",te),P.close(pe.InternalClientError,Pn(te instanceof Error?te.message:String(te),"Internal client error"))}};let Ze=!1;P.onmessage=({data:te})=>{try{let Z=Go(te,k);if(C.emit("message",Z),Z.type==="ping"||Z.type==="pong"){C.emit(Z.type,!0,Z.payload),Z.type==="pong"?Et():u||(P.send(at(Z.payload?{type:me.Pong,payload:Z.payload}:{type:me.Pong},T)),C.emit("pong",!1,Z.payload));return}if(Ze)return;if(Z.type!==me.ConnectionAck)throw new Error(`First message cannot be of type ${Z.type}`);clearTimeout(Te),Ze=!0,C.emit("connected",P,Z.payload,de),de=!1,Be=0;let Vn=new Promise((Zs,Oi)=>$(Oi));Vn.catch(()=>{}),Q([P,Vn])}catch(Z){P.onmessage=null,C.emit("error",Z),P.close(pe.BadResponse,Pn(Z instanceof Error?Z.message:String(Z),"Bad response"))}}})())));E.readyState===y.CLOSING&&await V;let v=()=>{},A=new Promise(Q=>v=Q);return[E,v,new Promise((Q,K)=>{let P=$(K);E.readyState!==y.OPEN&&V.catch(K),A.then(()=>{if(P(),!_e){let Te=()=>E.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(Ue),Ue=setTimeout(()=>{!_e&&E.readyState===y.OPEN&&Te()},s)):Te()}Q()})})]}function ge(E){if(An(E)&&(ws(E.code)||[pe.InternalServerError,pe.InternalClientError,pe.BadRequest,pe.BadResponse,pe.Unauthorized,pe.SubprotocolNotAcceptable,pe.SubscriberAlreadyExists,pe.TooManyInitialisationRequests].includes(E.code)))throw E;if(ve)return!1;if(An(E)&&E.code===1e3)return _e>0;if(!c||Be>=c||!g(E))throw E;return de=!0}o||(async()=>{for(_e++;;)try{let[,,E]=await Ce();await E}catch(E){try{if(!ge(E))return}catch(V){return i?.(V)}}})();function ie(E,V){let v=b(E),A=!1,Q=!1,K=()=>{_e--,A=!0};return(async()=>{for(_e++;;)try{let[P,Te,Je]=await Ce();if(A)return Je.catch(()=>{}),Te();let Et=C.onMessage(v,Ze=>{switch(Ze.type){case me.Next:{V.next(Ze.payload);return}case me.Error:{Q=!0,A=!0,V.error(Ze.payload),K();return}case me.Complete:{A=!0,K();return}}});P.send(at({id:v,type:me.Subscribe,payload:E},T)),K=()=>{!A&&P.readyState===y.OPEN&&P.send(at({id:v,type:me.Complete},T)),_e--,A=!0,Te()},await Je.finally(Et);return}catch(P){if(!ge(P))return}})().then(()=>{Q||V.complete()}).catch(P=>{V.error(P)}),()=>{A||K()}}return{on:C.on,subscribe:ie,iterate(E){let V=[],v={done:!1,error:null,resolve:()=>{}},A=ie(E,{next(K){V.push(K),v.resolve()},error(K){v.done=!0,v.error=K,v.resolve()},complete(){v.done=!0,v.resolve()}}),Q=(async function*(){for(;;){for(V.length||await new Promise(P=>v.resolve=P);V.length;)yield V.shift();if(v.error)throw v.error;if(v.done)return}})();return Q.throw=async K=>(v.done||(v.done=!0,v.error=K,v.resolve()),{done:!0,value:void 0}),Q.return=async()=>(A(),{done:!0,value:void 0}),Q},async dispose(){if(ve=!0,we){let[E]=await we;E.close(1e3,"Normal Closure")}},terminate(){we&&C.emit("closed",new vt)}}}var vt=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function An(e){return $e(e)&&"code"in e&&"reason"in e}function ws(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function _s(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var vs=40,Yo=new Map;function lt(e){let t=e.slice(0,vs).map(({id:r})=>r);I(()=>{let r=t.map(o=>In("",Fr,{id:o},()=>{}));return()=>r.forEach(o=>o())},[t.join()])}function zo(e){I(()=>In(e,$r,{},()=>{Pe(Nr,{}).catch(()=>{})}),[e])}function Un({of:e,order:t,shown:r,refresh:o}){let i=`${e} ${t}`,[s,a]=D({feed:i,ids:[]});I(()=>In(e,Or,{order:t},({feedUpdated:d})=>{a({feed:i,ids:M(d).map(({id:g})=>g)})}),[i]);let u=new Set(r.map(({id:d})=>d)),p=t==="NEW"&&s.feed===i?s.ids.filter(d=>!u.has(d)).length:0;if(!r.length||!p)return null;let c=async()=>{await o(),scrollTo({top:0})};return n("p",{class:"fresh-place","aria-live":"polite",children:n("button",{class:"fresh",onClick:()=>{c()},children:["Show ",x(p,"new article")]})})}function In(e,t,r,o){return Cs(e).subscribe({query:t.toString(),variables:r},{next:({data:i})=>{i&&(Ge(i),o(i))},error:()=>{},complete:()=>{}})}function Cs(e){let t=Yo.get(e);if(t)return t;let r=Sn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...tt()&&{"X-Consistency-Token":tt()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3,on:{connected:ft,closed:o=>{o.code!==1e3&&Dt()}}});return Yo.set(e,r),r}function Kt(){let e=xe(null);return I(()=>{let t=r=>{let o=e.current;o?.open&&(r instanceof KeyboardEvent?r.key==="Escape":!o.contains(r.target))&&(o.open=!1,r instanceof KeyboardEvent&&o.querySelector("summary")?.focus())};return addEventListener("keydown",t),addEventListener("click",t),()=>{removeEventListener("keydown",t),removeEventListener("click",t)}},[]),e}function Ne({label:e,deeds:t}){let r=Kt(),o=t.filter(s=>!!s);if(!o.length)return null;let i=()=>{r.current&&(r.current.open=!1)};return n("details",{class:"deeds",ref:r,children:[n("summary",{"aria-label":e,children:n("span",{"aria-hidden":"true",children:"\xB7\xB7\xB7"})}),n("ul",{class:"menu panel",children:o.map(({words:s,does:a})=>n("li",{children:typeof a=="string"?n("a",{href:a,onClick:i,children:s}):n("button",{onClick:()=>{i(),r.current?.querySelector("summary")?.focus(),a()},children:s})},s))})]})}function Xo({words:e,opened:t,children:r}){let o=Kt();return n("details",{class:"deeds",ref:o,onToggle:i=>i.currentTarget.open&&t(),children:[n("summary",{class:"chip",children:e}),n("div",{class:"menu panel",children:r})]})}var xs=0;function Jo({article:e}){let[t,r]=D(0);return n(Xo,{words:e.repostCount?x(e.repostCount,"repost"):"Repost",opened:()=>r(++xs),children:t>0&&n(Es,{article:e.id,visit:-t},t)})}function Es({article:e,visit:t}){F();let r=O(t,co,{id:e}),o=M(r.first?.article?.reposts),i=new Set(o.filter(({viewerHasReposted:c})=>c).map(({tribe:c})=>c.id)),s=M(r.first?.viewer?.user?.followedTribes),u=[...new Map([...s,...o.map(({tribe:c})=>c)].map(c=>[c.id,N(c)])).values()].filter(({id:c})=>c!==r.first?.article?.tribe.id),p=async c=>{await Po(e,c,i.has(c))&&await r.refresh()};return n(S,{children:[n("p",{children:"Take it into a tribe that you follow, so that others see it there."}),r.failure&&n(W,{failure:r.failure,again:r.again}),!r.first&&r.busy&&n("p",{children:"One moment\u2026"}),r.first&&!r.first.viewer&&n("p",{children:"Choose who you are first, at the top of the page."}),r.first?.viewer&&!u.length&&n("p",{children:"You follow no other tribe."}),n("ul",{class:"rows",children:u.map(c=>n("li",{children:[n(Y,{name:_(c),square:!0}),n("span",{class:"row-name",children:n(ce,{tribe:c})}),n("button",{class:i.has(c.id)?"follow followed":"follow",onClick:()=>{p(c.id)},children:[i.has(c.id)?"Take back":"Repost",n("span",{class:"unseen",children:[" ",_(c)]})]})]},c.id))})]})}var Zo="bandstand.draft",ks=50;function Ct(e){try{let t=JSON.parse(localStorage.getItem(jt(e))??"null");return t&&typeof t.key=="string"&&typeof t.values=="object"?t:null}catch{return null}}function ut(e){return{values:e,key:vo()}}function Gt(e,t){try{localStorage.setItem(jt(e),JSON.stringify(t));let r=Object.keys(localStorage).filter(o=>o.startsWith(Zo));for(let o of r.slice(0,Math.max(0,r.length-ks)))o!==jt(e)&&localStorage.removeItem(o)}catch{}}function dt(e){localStorage.removeItem(jt(e))}function jt(e){return`${Zo} ${B()} ${e}`}function Yt({label:e,button:t,draft:r,text:o="",send:i,focus:s=!1,cancel:a}){let[u,p]=D(!1),[c,d]=D(()=>Ct(r)??ut({text:o})),g=async b=>{b.preventDefault();let T=c.values.text?.trim();u||!T||(p(!0),await i(T,c.key)&&(dt(r),d(ut({text:""}))),p(!1))},m=b=>{b.key==="Enter"&&(b.ctrlKey||b.metaKey)&&b.currentTarget.form?.requestSubmit(),b.key==="Escape"&&l?.()},l=a&&(()=>{dt(r),a()});return n("form",{class:"writing",onSubmit:g,children:[n("textarea",{name:"text",rows:c.values.text||s?3:2,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,value:c.values.text??"",onInput:b=>{let T={...c,values:{text:b.currentTarget.value}};d(T),Gt(r,T)},onKeyDown:m,ref:b=>{s&&b&&!b.dataset.met&&(b.dataset.met="1",b.focus())}}),n("div",{class:"writing-foot",children:[l&&n("button",{type:"button",class:"quiet",onClick:l,children:"Cancel"}),n("button",{type:"submit",class:"primary","aria-disabled":u,children:t})]})]})}var Ts=[[/`([^`]+)`/g,"<code>$1</code>"],[/\*\*([^*]+)\*\*/g,"<strong>$1</strong>"],[/(?<![\w/])_([^_]+)_(?!\w)/g,"<em>$1</em>"],[/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,'<a href="$2">$1</a>']];function he(e){return e.replaceAll("\r","").split(/\n{2,}/).map(r=>r.trim()).filter(Boolean).map(Ps).join("")}function Se(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");return[...t.childNodes].map(As).filter(Boolean).join(`

`)}function He(e){return ei(he(Se(e)))===ei(e)}function Ps(e){let t=e.split(`
`),r=o=>t.map(i=>Rn(i.slice(o.length)));return e.startsWith("## ")&&t.length===1?`<h2>${Rn(e.slice(3))}</h2>`:t.every(o=>o.startsWith("- "))?`<ul>${r("- ").map(o=>`<li>${o}</li>`).join("")}</ul>`:t.every(o=>o.startsWith("> "))?`<blockquote><p>${r("> ").join("<br>")}</p></blockquote>`:`<p>${t.map(Rn).join("<br>")}</p>`}function Rn(e){let t=e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;");return Ts.reduce((r,[o,i])=>r.replace(o,i),t)}function As(e){if(!(e instanceof HTMLElement))return e.textContent?.trim()??"";let t=Mn(e).trim();switch(e.tagName){case"H1":case"H2":case"H3":return`## ${t}`;case"UL":return[...e.children].map(r=>`- ${Mn(r).trim()}`).join(`
`);case"BLOCKQUOTE":return t.split(`
`).map(r=>`> ${r}`).join(`
`);default:return t}}function Mn(e){if(!(e instanceof Element))return e.textContent??"";let t=[...e.childNodes].map(Mn).join("");switch(e.tagName){case"BR":return`
`;case"STRONG":case"B":return`**${t}**`;case"EM":case"I":return`_${t}_`;case"CODE":return`\`${t}\``;case"A":return`[${t}](${e.getAttribute("href")??""})`;default:return t}}function ei(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");for(let r of t.querySelectorAll("a"))for(let{name:o}of[...r.attributes])o!=="href"&&r.removeAttribute(o);return t.innerHTML.replace(/\s*\n\s*/g,"")}var ti=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Ss=4;function ni({article:e,comments:t,refresh:r,open:o}){F();let i=et(t),s=new Set(i.map(({id:c})=>c)),a=Map.groupBy(i,({parent:c})=>c&&s.has(c.id)?c.id:""),u=async(c,d,g)=>{let m=await xo(e,c,he(d),g);return m&&await r(),m},p=(c,d)=>n("ol",{class:d?"replies":"thread","data-depth":Math.min(d,Ss),children:(a.get(c)??[]).map(g=>n("li",{children:[n(Us,{comment:g,say:u,draft:`comment ${e}`}),a.has(g.id)&&p(g.id,d+1)]},g.id))});return n("div",{class:"panel surface",children:[o&&n(Yt,{label:"Add a comment",button:"Comment",draft:`comment ${e}`,send:(c,d)=>u(null,c,d)}),!t.length&&n("p",{class:"quiet-words",children:"Nobody has said anything yet."}),p("",0)]})}function Us({comment:e,say:t,draft:r}){let[o,i]=D(""),s=_(N(e.author)),a=()=>i(""),u=async()=>{let g=await Fe("Report this comment","Those who moderate will look at it.","Report");g&&await Fo(e.id,g)},p=async()=>{let g=await Fe("Hide this comment","Its author is told why.","Hide");g&&await Ho(e.id,g)},c=async()=>{await Qt("Remove this comment?","It cannot be brought back.","Remove")&&await ko(e.id)},d=gt(()=>o!=="edit"||He(e.body),[o]);return n("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${s}`,children:[n("div",{class:"byline",children:[n(le,{of:e.author}),n("p",{children:[n(ae,{user:e.author}),n("span",{"aria-hidden":"true",children:" \xB7 "}),n(ot,{at:e.postedAt}),e.updatedAt>e.postedAt&&n("small",{children:" \xB7 edited"})]})]}),o==="edit"?n(Yt,{label:"Edit your comment",button:"Save",draft:`comment anew ${e.id}`,text:d?Se(e.body):e.body,focus:!0,cancel:a,send:async g=>{let m=await Eo(e.id,d?he(g):g);return m&&a(),m}}):n(Oe,{html:e.body}),n("div",{class:"foot",children:[n(it,{of:e,what:`the comment by ${s}`,bump:Co}),(e.viewerCanReply||!B())&&n("button",{class:"quiet","aria-expanded":o==="reply",onClick:()=>i(o==="reply"?"":"reply"),"aria-label":`Reply to ${s}`,children:"Reply"}),n(Ne,{label:`More about the comment by ${s}`,deeds:[e.viewerCanEdit&&{words:"Edit",does:()=>i("edit")},e.viewerCanRemove&&{words:"Remove",does:c},e.viewerCanHide&&{words:"Hide",does:p},B()!==""&&!e.viewerCanEdit&&{words:"Report",does:u}]})]}),o==="reply"&&n(Yt,{label:`Reply to ${s}`,button:"Reply",draft:`${r} ${e.id}`,focus:!0,cancel:a,send:async(g,m)=>{let l=await t(e.id,g,m);return l&&a(),l}})]})}function ri({route:e}){F();let t=re(e,"comments",["OLD","NEW","TOP"]),r=O(e.visit,to,{id:e.of,order:t},l=>l.article?.comments),o=r.first?.article,i=o&&N(o);H(i?.title);let s=r.answers.flatMap(l=>M(l.article?.comments)),a=r.more||!i?0:i.commentCount-s.length;lt(o?[o]:[]),I(()=>{o&&B()&&Ao(o.id)},[o?.id]);let u=i&&N(i.tribe),p=async()=>{r.more&&t==="OLD"?J(f("a",e.of,{comments:"NEW"})):await r.refresh()},c=async()=>{i&&await Qt("Remove this article?","Its comments go with it. It cannot be brought back.","Remove")&&await To(i.id)&&J(f(""))},d=async()=>{let l=await Fe("Report this article","Those who moderate the tribe will look at it.","Report");i&&l&&await Do(i.id,l)},g=async()=>{let l=await Fe("Hide this article","Its author is told why, and sees it still.","Hide");i&&l&&await $o(i.id,l)&&await r.refresh()},m=async()=>{i&&await No(i.id)&&await r.refresh()};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&u&&n("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[n(kn,{article:i,children:n(Ne,{label:"More about this article",deeds:[i.viewerCanEdit&&{words:"Edit",does:f("a",i.id,{},"edit")},i.viewerCanRemove&&{words:"Remove",does:c},i.viewerCanHide&&(o.hidden?{words:"Show it again",does:m}:{words:"Hide",does:g}),B()!==""&&!i.viewerCanEdit&&{words:"Report",does:d}]})}),n("h1",{id:"title",children:i.title}),o.hidden&&n("p",{class:"resumed",children:["This is hidden: ",Mo(o.hidden.reason),". ",o.hidden.note]}),i.media.map((l,b)=>n(rt,{of:l,soon:b===0},l.url)),n(Oe,{html:i.body}),!i.body&&n("p",{children:i.excerpt}),n("p",{class:"foot","aria-live":"polite",children:[n(it,{of:i,what:i.title,bump:Vt}),n("span",{"data-comments":!0,children:x(i.commentCount,"comment")}),n("span",{"data-views":!0,children:x(i.viewCount,"view")}),n(Jo,{article:i})]})]}),i&&n("section",{"aria-label":"Comments",class:"comments",children:[n("header",{class:"page-head",children:[n("h2",{children:"Comments"}),n(ee,{label:"Order of comments",words:ti,chosen:t,href:l=>f("a",e.of,{comments:l})})]}),a>0&&r.first&&!r.busy&&n("p",{class:"fresh-place",children:n("button",{class:"fresh",onClick:()=>{r.refresh()},children:["Show ",x(a,"new comment")]})}),n(ni,{article:i.id,comments:s,refresh:p,open:i.viewerCanComment||!B()}),n(ye,{more:r.more,busy:r.busy})]}),!r.first&&r.busy&&n(L,{rows:2}),r.failure&&n(W,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(Ae,{children:"This article is not here, or no more."})]}),n("aside",{class:"side-column","aria-label":"Tribe",children:u&&n("section",{class:"panel about",children:[n(Y,{name:_(u),square:!0}),n("h2",{children:n(ce,{tribe:u})}),n("p",{children:x(u.followerCount,"follower")}),n(be,{of:u,name:_(u),follow:()=>ke(u)})]})})]})}var Dn=[["ALL","All time"],["DAY","Today"],["WEEK","Week"],["MONTH","Month"]];function Fn(e){return re(e,"window",["ALL","DAY","WEEK","MONTH"])}function oi({route:e}){F();let t=Fn(e),r=O(e.visit,Zr,{slug:e.of,window:t},s=>s.tribe?.leaderboard),o=r.first?.tribe;H(o?`Leaderboard of ${_(o)}`:void 0);let i=r.answers.flatMap(s=>s.tribe?.leaderboard?.edges??[]);return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:["Leaderboard",o&&n(S,{children:[" of ",n(ce,{tribe:o})]})]}),n(ee,{label:"Articles of which time",words:Dn,chosen:t,href:s=>f("t",e.of,{window:s},"leaderboard")})]}),i.length>0&&n("div",{class:"panel",children:[n(On,{ranks:i}),n($n,{standing:o?.viewerStanding,shown:i.length})]}),n(ye,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(L,{rows:6}),r.failure&&n(W,{failure:r.failure,again:r.again}),o?.leaderboard&&!i.length&&n(R,{children:"Nobody was bumped in this time."}),r.first&&!r.failure&&!o&&n(R,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]})}function On({ranks:e}){return n("ol",{class:"rows",children:e.map(({node:t,score:r},o)=>n("li",{children:[n("span",{class:"rank",children:o+1}),n(le,{of:t}),n("span",{class:"row-name",children:[n(ae,{user:t}),n("small",{children:x(r,"bump")})]})]},t.id))})}function $n({standing:e,shown:t}){return!e||e.place<=t?null:n("p",{class:"quiet-words standing",children:["You are number ",e.place,", with ",x(e.score,"bump"),"."]})}var Is={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function ii({me:e,here:t}){zo(e);let r=G(Ft);return n("a",{class:"bell",href:f("inbox"),"aria-current":t?"page":void 0,children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),n("span",{class:"unseen",children:r?`Notifications, ${r} unread`:"Notifications"}),r>0&&n("span",{class:"number","aria-hidden":"true",children:r>99?"99+":r})]})}function si({route:e}){F(),H("Notifications");let t=G(Ft),r=O(e.visit,no,{},a=>a.viewer?.inbox?.notifications),o=r.answers.flatMap(a=>M(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await So(i.at)&&await r.refresh()};return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Notifications"}),t>0&&n("button",{onClick:()=>{s()},children:"Mark all as read"})]}),n("ol",{class:"notices",children:o.map(a=>n("li",{children:n(Rs,{notice:a})},a.id))}),n(ye,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(L,{}),r.failure&&n(W,{failure:r.failure,again:r.again}),r.first&&!r.first.viewer&&n(R,{children:"Choose who you are first, at the top of the page."}),r.first?.viewer?.inbox?.notifications&&!o.length&&n(R,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Rs({notice:e}){let t=M(e.comments),r=t.length?t.map(({author:a})=>a):M(e.actors),o=e.commentCount?0:e.actorCount-r.length,[i]=r,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":Is[e.kind];return n("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[i?n(le,{of:i}):n(Y,{name:"?"}),n("div",{children:[n("p",{id:e.id,children:[!e.isRead&&n("span",{class:"unseen",children:"New: "}),n(Ms,{people:r,others:o})," ",s," ",e.article&&n("a",{"data-open":!0,href:f("a",e.article.id),children:n("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${x(e.commentCount,"comment")})`]}),n(ot,{at:e.at})]})]})}function Ms({people:e,others:t}){let r=[...new Map(e.map(o=>[o.id,o])).values()];return n(S,{children:[r.map((o,i)=>n("span",{children:[i>0&&(t>0?", ":" and "),n(ae,{user:o})]},o.id)),t>0&&` and ${x(t,"other")}`]})}var ui=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["w","write an article"],["?","these keys"]],We=se(!1);function di(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Ds(e.key,t)&&e.preventDefault()})}function Ds(e,t){let r=t.closest("[data-item]");return e==="j"||e==="k"?Fs(r,e==="j"?1:-1):e==="b"?ai(r??document,r?"[data-bump]":".article [data-bump]"):e==="Enter"?t===r&&ai(r,"[data-open]"):e==="/"?li("#search")||Os():e==="t"?li("aside a, aside button"):(e==="h"&&J(f("")),e==="w"&&J(f("write")),e==="?"&&We.set(!We.get()),"hw?".includes(e))}function Fs(e,t){let r=[...document.querySelectorAll("[data-item]")],o=e?r.indexOf(e)+t:0,i=r[Math.max(0,Math.min(o,r.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function ai(e,t){let r=e.querySelector(t);return r?.click(),r!==null}function li(e){let t=document.querySelector(e);return t?.checkVisibility()?(t.focus(),!0):!1}function Os(){return J(f("search")),!0}var $s=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function ci({route:e}){return n(S,{children:[n("a",{class:"search-link",href:f("search"),"aria-label":"Search","aria-current":e.page==="search"?"page":void 0,children:n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round"})})}),e.page!=="search"&&n(pi,{id:"search",words:"",type:"",label:"Search articles, tribes and people"})]})}function pi({id:e,words:t,type:r,label:o,focus:i=!1}){return n("form",{class:"search",role:"search",onSubmit:s=>{s.preventDefault();let a=s.currentTarget.elements.namedItem("q");a.value.trim()&&J(f("search","",{q:a.value.trim(),type:r}))},children:n("input",{id:e,name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":o,autocomplete:"off",ref:s=>{i&&!t&&s?.focus()}},t)})}function mi({route:e}){let t=e.query.get("q")?.trim()??"";H(t?`\u201C${t}\u201D`:"Search");let r=re(e,"type",["","ARTICLE","TRIBE","USER"]);return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:n("h1",{children:t?`\u201C${t}\u201D`:"Search"})}),n(pi,{id:"search",words:t,type:r,label:"Search articles, tribes and people",focus:!0}),n("header",{class:"page-head",children:t&&n(ee,{label:"What",words:$s,chosen:r,href:o=>f("search","",{q:t,type:o})})}),t?n(Ns,{words:t,type:r||null,visit:e.visit}):n(R,{children:"Which words? The last may be the beginning of one."})]})})}function Ns({words:e,type:t,visit:r}){F();let o=O(r,ro,{query:e,type:t},s=>s.search),i=o.answers.flatMap(({search:s})=>M(s));return n(S,{children:[n("ol",{class:"feed",children:i.map(s=>n("li",{children:n(Hs,{of:s})},s.id))}),n(ye,{more:o.more,busy:o.busy}),!o.first&&o.busy&&n(L,{}),o.failure&&n(W,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&n(R,{children:"Nothing has all these words."})]})}function Hs({of:e}){if(e.__typename==="Article")return n(Tn,{article:N(e)});if(e.__typename==="Tribe"){let t=N(e);return n(xt,{name:_(t),face:n(Y,{name:_(t),square:!0}),facts:x(t.followerCount,"follower"),of:n(ce,{tribe:t}),children:n(be,{of:t,name:_(t),follow:()=>ke(t)})})}return e.__typename==="User"?n(xt,{name:_(N(e)),face:n(le,{of:e}),facts:e.handle?`@${e.handle}`:"",of:n(ae,{user:e})}):null}function xt(e){return n("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[e.face,n("span",{class:"row-name",children:[e.of,n("small",{children:e.facts})]}),e.children]})}function gi({route:e,me:t,choose:r}){let o=(i,s)=>n("a",{href:f(i),"aria-current":e.page===i&&!e.of?"page":void 0,children:s});return n("header",{class:"top",children:n("div",{class:"top-row",children:[n("a",{class:"brand",href:f(""),children:[n(Ws,{}),"Bandstand"]}),n("nav",{class:"places","aria-label":"Places",children:[o("","Home"),o("all","Everything"),o("tribes","Tribes"),o("people","People")]}),n(ci,{route:e}),n("div",{class:"mine",children:[t&&n("a",{class:"chip write",href:f("write","",{tribe:e.page==="t"?e.of:""}),children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"m4 20 1-5L16 4l4 4L9 19l-5 1Z",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round"})}),n("span",{children:"Write"})]}),t&&n(ii,{me:t,here:e.page==="inbox"}),n(Vs,{me:t,choose:r})]})]})})}function Ws(){return n("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[n("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),n("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Vs({me:e,choose:t}){F();let r=N({id:G(je)}),o=e&&r.name||e,i=Kt(),s=a=>{i.current&&(i.current.open=!1),i.current?.querySelector("summary")?.focus(),t(a)};return n(S,{children:[e&&n("a",{class:"profile-link",href:r.handle?f("u",r.handle):f("me"),children:[n("span",{class:"unseen",children:["Your profile, ",o]}),n(Y,{name:o,picture:r.avatarUrl})]}),n("details",{class:"who",ref:i,children:[n("summary",{children:[n("span",{class:"unseen",children:"You are "}),n("span",{class:"who-name",children:o||"signed out"}),n("svg",{viewBox:"0 0 12 12",width:"12",height:"12","aria-hidden":"true",children:n("path",{d:"m2 4 4 4 4-4",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})})]}),n("div",{class:"menu panel",children:[n("p",{children:"In development you are who you say. Another window can be somebody else."}),n("ul",{children:[_r.map(a=>n("li",{children:n("button",{"aria-pressed":a===e,onClick:()=>s(a),children:[n(Y,{name:a}),a]})},a)),n("li",{children:n("button",{"aria-pressed":e==="",onClick:()=>s(""),children:[n(Y,{name:"?"}),"signed out"]})})]}),n("form",{onSubmit:a=>{a.preventDefault();let u=a.currentTarget.elements.namedItem("name"),[p,c]=[u.value.trim(),ht(u.value)];c&&(s(c),Uo(p,c),u.value="")},children:[n("label",{children:["Somebody new",n("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),n("button",{class:"primary",children:"Become"})]})]})]})]})}function fi(){let e=G(We),t=xe(null);return I(()=>{e?t.current?.showModal():t.current?.close()},[e]),n("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>We.set(!1),children:[n("h2",{id:"keys",children:"Keys"}),n("dl",{children:ui.map(([r,o])=>n("div",{children:[n("dt",{children:n("kbd",{children:r})}),n("dd",{children:o})]},r))}),n("button",{class:"primary",onClick:()=>We.set(!1),children:"Close"})]})}var Ls=[...Ye,["FOR_YOU","For you"]],Nn=new Set;function bi({route:e}){H("Home");let t=re(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[r]=D(!Nn.has(B())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:r},i=O(e.visit,zr,o,l=>l.viewer?.feed?.edges.length?l.viewer.feed:l.feed),s=G(Ht),[a]=D(s);I(()=>{s!==a&&i.refresh()},[s]);let u=i.first?.viewer,p=u?.user?u.user.followedTribeCount+u.user.followedUserCount:0;p?Nn.add(B()):u?.user&&Nn.delete(B());let c=p>0||t==="FOR_YOU",d=ze(i.answers.map(l=>c&&l.viewer?l.viewer.feed:l.feed)),g=M(u?.user?.followedTribes),m=hi(M(i.first?.around),g);return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:c||!i.first?"Home":"Everything"}),n(ee,{label:"Order",words:Ls,chosen:t,href:l=>f("","",{order:l})})]}),i.first&&!c&&n("div",{class:"hint panel",children:[n("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),u&&n("p",{class:"chips",children:m.filter(({slug:l})=>l!==null).map(l=>n("a",{class:"chip",href:f("t",l.slug??""),children:l.name??l.slug},l.id))})]}),n(Un,{of:c?B():"",order:t,shown:d,refresh:i.refresh}),n(Xe,{articles:d,more:i.more,busy:i.busy}),!i.first&&i.busy&&n(L,{}),i.failure&&n(W,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!d.length&&n(R,{children:"Nothing here yet. What you follow will write something."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:[n(st,{title:"You follow",tribes:g}),n(st,{title:"Tribes to follow",tribes:m})]})]})}function yi({route:e}){H("Everything");let t=re(e,"order",["NEW","HOT","TOP"]),r=O(e.visit,Xr,{order:t},i=>i.feed),o=ze(r.answers.map(({feed:i})=>i));return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Everything"}),n(ee,{label:"Order",words:Ye,chosen:t,href:i=>f("all","",{order:i})})]}),n(Un,{of:"",order:t,shown:o,refresh:r.refresh}),n(Xe,{articles:o,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(L,{}),r.failure&&n(W,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!o.length&&n(R,{children:"Nobody has written anything yet."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(st,{title:"Tribes here",tribes:hi(o.map(({tribe:i})=>i),[])})})]})}function hi(e,t){let r=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!r.has(o)).slice(0,8)}var Bs=[["FOLLOWERS","Followers"],["ACTIVE","Active"],["NAME","Name"],["NEW","Newest"]],qs=[["FOLLOWERS","Followers"],["NEW","Newest"]];function wi({route:e}){F(),H("Tribes");let t=re(e,"order",["FOLLOWERS","ACTIVE","NAME","NEW"]),r=O(e.visit,oo,{order:t},o=>o.tribes);return n(vi,{title:"Tribes",tabs:n(ee,{label:"Order",words:Bs,chosen:t,href:o=>f("tribes","",{order:o})}),it:r,children:[n("p",{children:n("a",{class:"chip",href:f("tribes","new"),children:"Found a tribe"})}),n("ol",{class:"list",children:r.answers.flatMap(({tribes:o})=>M(o)).map(N).map(o=>n("li",{children:n(xt,{name:_(o),face:n(Y,{name:_(o),square:!0}),of:n(ce,{tribe:o}),facts:[x(o.followerCount,"follower"),x(o.articleCount,"article"),t==="NEW"?o.createdAt&&`founded ${_t(o.createdAt)}`:o.activeAt&&`active ${_t(o.activeAt)}`].filter(Boolean).join(" \xB7 "),children:n(be,{of:o,name:_(o),follow:()=>ke(o)})})},o.id))}),r.first?.tribes?.edges.length===0&&n(R,{children:"Nobody has founded a tribe yet."})]})}function _i({route:e}){F(),H("People");let t=G(je),r=re(e,"order",["FOLLOWERS","NEW"]),o=O(e.visit,io,{order:r},i=>i.users);return n(vi,{title:"People",tabs:n(ee,{label:"Order",words:qs,chosen:r,href:i=>f("people","",{order:i})}),it:o,children:[n("ol",{class:"list",children:o.answers.flatMap(({users:i})=>M(i)).map(N).map(i=>n("li",{children:n(xt,{name:_(i),face:n(le,{of:i}),of:n(ae,{user:i}),facts:`${x(i.followerCount,"follower")} \xB7 ${x(i.articleCount,"article")}`,children:i.id!==t&&n(be,{of:i,name:_(i),follow:()=>Lt(i)})})},i.id))}),o.first?.users?.edges.length===0&&n(R,{children:"Nobody has a name yet."})]})}function vi({title:e,tabs:t,it:r,children:o}){return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:e}),t]}),r.first!==void 0&&o,n(ye,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(L,{}),r.failure&&n(W,{failure:r.failure,again:r.again})]})}function Ci({route:e}){F();let t=re(e,"order",["NEW","HOT","TOP"]),r=Fn(e),o=O(e.visit,Jr,{slug:e.of,order:t,window:r},d=>d.tribe?.feed),i=o.first?.tribe,s=i&&N(i);H(s?_(s):void 0);let a=ze(o.answers.map(d=>d.tribe?.feed));lt(a);let u=o.answers.flatMap(d=>d.tribe?.feed?.edges??[]),p=new Map(u.map(({node:d,repost:g})=>[d.id,g])),c=({id:d})=>{let g=p.get(d),[m]=M(g?.users);return!g||!m?null:n(S,{children:["Reposted by ",n(ae,{user:m}),g.userCount>1&&` and ${x(g.userCount-1,"other")}`]})};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[s&&n("header",{class:"profile panel",children:[n(Y,{name:_(s),square:!0}),n("div",{class:"profile-words",children:[n("h1",{children:_(s)}),s.description&&n(Oe,{html:s.description}),n("p",{class:"facts",children:[n("span",{children:x(s.followerCount,"follower")}),n("span",{children:x(s.articleCount,"article")}),n("a",{href:f("t",e.of,{},"leaderboard"),children:"Leaderboard"})]})]}),n("div",{class:"profile-deeds",children:[n(be,{of:s,name:_(s),follow:()=>ke(s)}),n(Ne,{label:`More about ${_(s)}`,deeds:[{words:"Write an article here",does:f("write","",{tribe:e.of})},s.viewerCanEdit&&{words:"Describe the tribe",does:f("t",e.of,{},"edit")}]})]})]}),s&&n(ee,{label:"Order",words:Ye,chosen:t,href:d=>f("t",e.of,{order:d})}),n(Xe,{articles:a,more:o.more,busy:o.busy,above:c}),!o.first&&o.busy&&n(L,{}),o.failure&&n(W,{failure:o.failure,again:o.again}),o.first&&!o.failure&&!s&&n(Ae,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),s?.feed&&!a.length&&n(R,{children:"Nobody has written here yet."})]}),n("aside",{class:"side-column","aria-label":"People",children:[s?.leaderboard&&n("section",{class:"panel",children:[n("h2",{children:n("a",{href:f("t",e.of,{window:r},"leaderboard"),children:"Leaderboard"})}),n(ee,{label:"Articles of which time",words:Dn,chosen:r,href:d=>f("t",e.of,{order:t,window:d})}),n(On,{ranks:s.leaderboard.edges}),!s.leaderboard.edges.length&&n("p",{class:"quiet-words",children:"Nobody was bumped in this time."}),n($n,{standing:s.viewerStanding,shown:s.leaderboard.edges.length})]}),M(s?.followers).length>0&&n("section",{class:"panel",children:[n("h2",{children:"Latest followers"}),n("ul",{class:"rows",children:M(s?.followers).map(d=>n("li",{children:[n(le,{of:d}),n("span",{class:"row-name",children:n(ae,{user:d})})]},d.id))})]})]})]})}function xi({route:e}){F();let t=re(e,"order",["NEW","HOT","TOP"]),r=O(e.visit,eo,{handle:e.of,order:t},p=>p.user?.feed),o=r.first?.user,i=o&&N(o);H(i?_(i):void 0);let s=i?.id===r.first?.viewer?.user?.id,a=ze(r.answers.map(p=>p.user?.feed));lt(a);let u=async()=>{let p=i&&await Fe(`Report ${_(i)}`,"Those who moderate will look at what they wrote.","Report");i&&p&&await Oo(i.id,p)};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&n("header",{class:"profile panel",children:[n(Y,{name:_(i),picture:i.avatarUrl}),n("div",{class:"profile-words",children:[n("h1",{children:_(i)}),i.handle&&n("p",{class:"quiet-words",children:["@",i.handle]}),i.bio&&n(Oe,{html:i.bio}),n("p",{class:"facts",children:[n("span",{children:x(i.followerCount,"follower")}),n("span",{children:x(i.articleCount,"article")}),n("span",{children:[x(i.bumpsReceived,"bump")," received"]})]})]}),n("div",{class:"profile-deeds",children:[s?n("a",{class:"chip",href:f("me"),children:"Edit your profile"}):n(be,{of:i,name:_(i),follow:()=>Lt(i)}),!s&&r.first?.viewer&&n(Ne,{label:`More about ${_(i)}`,deeds:[{words:i.viewerIsMuting?"Mute no more":"Mute",does:async()=>{await Wo(i),await r.refresh()}},{words:i.viewerIsBlocking?"Block no more":"Block",does:async()=>{await Vo(i),await r.refresh()}},{words:"Report",does:u}]})]})]}),i&&n(ee,{label:"Order",words:Ye,chosen:t,href:p=>f("u",e.of,{order:p})}),n(Xe,{articles:a,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(L,{}),r.failure&&n(W,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(Ae,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&n(R,{children:[_(i)," has written nothing yet."]})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(st,{title:"Follows",tribes:M(i?.followedTribes)})})]})}function Ve(e,t,r,o){let[i,s]=D(()=>Ct(e)??ut(t)),[a,u]=D(()=>Ct(e)!==null),[p,c]=D([]),[d,g]=D(!1),m=xe(null);I(()=>{if(!p.length)return;m.current?.querySelector("[aria-invalid=true], [role=alert]")?.focus()},[p]);let l=({field:w,path:y})=>(y??(w?[w]:[])).join("."),b=w=>w in i.values,T=w=>{let y={...i,values:{...i.values,...w}};s(y),Gt(e,y),c(p.filter(C=>!(l(C)in w)))},k=async w=>{if(w.preventDefault(),m.current=w.currentTarget,d)return;g(!0);let y=await r(i.values,i.key);g(!1),c(y.wrong),y.done&&(dt(e),o(y.payload,i.values))};return{values:i.values,set:T,wrong:w=>p.filter(y=>l(y)===w).map(({message:y})=>y).join(" "),rest:p.filter(w=>!b(l(w))).map(({message:w})=>w).join(" "),busy:d,resumed:a,restart:()=>{dt(e),s(ut(t)),u(!1),c([])},submit:w=>{k(w)}}}function Le({of:e,button:t,children:r,cancel:o}){return n("form",{class:"form panel",onSubmit:e.submit,noValidate:!0,children:[e.resumed&&n("p",{class:"resumed",children:["This goes on with what you wrote before."," ",n("button",{type:"button",class:"quiet",onClick:e.restart,children:"Begin anew"})]}),r,e.rest&&n("p",{class:"fault",role:"alert",tabIndex:-1,children:e.rest}),n("div",{class:"writing-foot",children:[o&&n("a",{class:"chip",href:o,children:"Cancel"}),n("button",{class:"primary","aria-disabled":e.busy,children:e.busy?"One moment\u2026":t})]})]})}function oe({of:e,name:t,label:r,most:o,hint:i,rows:s=1,optional:a=!1,type:u="text"}){let p=`field-${t}`,c=e.values[t]??"",d=e.wrong(t),g=[i&&`${p}-hint`,d&&`${p}-wrong`].filter(Boolean).join(" "),m={id:p,name:t,value:c,maxLength:o,required:!a,"aria-invalid":d?!0:void 0,"aria-describedby":g||void 0,onInput:l=>e.set({[t]:l.currentTarget.value})};return n("div",{class:"field",children:[n("label",{for:p,children:[r," ",a&&n("small",{children:"(may be empty)"})]}),s>1?n("textarea",{...m,rows:s}):n("input",{...m,...u==="url"?{type:u}:{type:u},autocomplete:"off"}),d&&n("p",{class:"fault",id:`${p}-wrong`,children:d}),i&&n("p",{class:"quiet-words",id:`${p}-hint`,children:i}),c.length>o*.8&&n("p",{class:"quiet-words",children:[c.length.toLocaleString("en")," of ",o.toLocaleString("en")," characters"]})]})}var Qs=20,Ei=new Map;function Hn(e){for(let{url:t,alt:r,...o}of e)o.type&&Ei.set(t,o);return Object.fromEntries(e.flatMap(({url:t,alt:r},o)=>[[`media.${o}.url`,t],[`media.${o}.alt`,r]]))}function Xt(e){return Ti(e).map(t=>{let r=(e[`media.${t}.url`]??"").trim();return{...Ei.get(r),url:r,alt:(e[`media.${t}.alt`]??"").trim()}})}function ki({of:e}){let t=Ti(e.values),r=t.length,o=i=>{let s=Xt(e.values).filter((u,p)=>p!==i),a=Object.fromEntries(t.flatMap(u=>[[`media.${u}.url`,zt],[`media.${u}.alt`,zt]]));e.set({...a,...Hn(s)})};return n("fieldset",{class:"pictures",children:[n("legend",{children:"Pictures"}),t.map(i=>{let s=e.values[`media.${i}.url`]??"";return n("div",{class:"picture-row",children:[n("div",{class:"picture-shown",children:wt(s)&&n(rt,{of:{url:s,alt:""},thumb:!0},s)}),n("div",{class:"picture-words",children:[n(oe,{of:e,name:`media.${i}.url`,label:"Address",type:"url",most:2008,hint:"It begins with https://."}),n(oe,{of:e,name:`media.${i}.alt`,label:"What is seen there",most:300,optional:!0,hint:"For who cannot see it."})]}),n("button",{type:"button",class:"quiet",onClick:()=>o(i),"aria-label":`Remove picture ${i+1}`,children:"Remove"})]},i)}),r<Qs&&n("button",{type:"button",onClick:()=>e.set({[`media.${r}.url`]:"",[`media.${r}.alt`]:""}),children:"Add a picture"}),e.wrong("media")&&n("p",{class:"fault",children:e.wrong("media")})]})}var zt="\0";function Ti(e){let t=[];for(let r=0;(e[`media.${r}.url`]??zt)!==zt;r++)t.push(r);return t}var Ks=[["ARTICLE","Words"],["IMAGE","Pictures"],["VIDEO","A film"]],Pi=n(S,{children:["An empty line begins a paragraph. ",n("code",{children:"## "}),"is a heading, ",n("code",{children:"- "}),"a list, ",n("code",{children:"**strong**"}),", ",n("code",{children:"[words](https://\u2026)"})," a link."]});function Ai({route:e}){H("Write");let t=O(e.visit,so,{});return n("div",{class:"narrow",children:[n("h1",{children:"Write an article"}),t.first?.viewer&&n(js,{route:e,choices:t.first}),t.first&&!t.first.viewer&&n(R,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&n(L,{rows:2}),t.failure&&n(W,{failure:t.failure,again:t.again})]})}function js({route:e,choices:t}){let r=M(t.viewer?.user?.followedTribes),o=new Set(r.map(({id:c})=>c)),i=M(t.tribes).filter(({id:c})=>!o.has(c)),a={tribeId:[...r,...i].find(({slug:c})=>c===e.query.get("tribe"))?.id??"",kind:"ARTICLE",title:"",excerpt:"",body:""},u=Ve("article",a,({tribeId:c="",kind:d,title:g="",excerpt:m="",body:l="",...b},T)=>{if(!c)return Promise.resolve({done:!1,payload:null,wrong:[{field:"tribeId",path:null,message:"Choose a tribe.",code:"INVALID"}]});let k={tribeId:c,kind:d,title:g.trim(),excerpt:m.trim(),body:he(l),media:Xt(b),idempotencyKey:T};return q(po,{input:k})},c=>{X(),fe("It is published."),J(c?.article?f("a",c.article.id):f("all"))}),p=u.wrong("tribeId");return n(Le,{of:u,button:"Publish",children:[n("div",{class:"field",children:[n("label",{for:"tribe",children:"Tribe"}),n("select",{id:"tribe",value:u.values.tribeId,"aria-invalid":p?!0:void 0,"aria-describedby":p?"tribe-wrong":void 0,onChange:c=>u.set({tribeId:c.currentTarget.value}),children:[n("option",{value:"",children:"Choose one"}),r.length>0&&n("optgroup",{label:"You follow",children:r.map(c=>n("option",{value:c.id,children:_(c)},c.id))}),n("optgroup",{label:"Others",children:i.map(c=>n("option",{value:c.id,children:_(c)},c.id))})]}),p&&n("p",{class:"fault",id:"tribe-wrong",children:p})]}),n("fieldset",{class:"choices row",children:[n("legend",{children:"It is mainly"}),Ks.map(([c,d])=>n("label",{children:[n("input",{type:"radio",name:"kind",value:c,checked:u.values.kind===c,onChange:()=>u.set({kind:c})}),d]},c))]}),n(Si,{of:u,bodyHint:Pi})]})}function Si({of:e,bodyHint:t}){return n(S,{children:[n(oe,{of:e,name:"title",label:"Title",most:300}),n(oe,{of:e,name:"excerpt",label:"In short",most:1e3,rows:2,optional:!0,hint:"What lists show below the title."}),n(oe,{of:e,name:"body",label:"Text",most:5e4,rows:12,optional:!0,hint:t}),n(ki,{of:e})]})}function Ui({route:e}){H("Edit");let t=O(e.visit,ao,{id:e.of}),r=t.first?.article;return n("div",{class:"narrow",children:[n("h1",{children:"Edit your article"}),r?.viewerCanEdit&&n(Gs,{article:r},r.id),t.first&&!t.failure&&!r&&n(R,{children:"This article is not here, or no more."}),r&&!r.viewerCanEdit&&n(R,{children:"Only who wrote it changes it."}),!t.first&&t.busy&&n(L,{rows:2}),t.failure&&n(W,{failure:t.failure,again:t.again})]})}function Gs({article:e}){let t=He(e.body),{title:r,excerpt:o,media:i}=e,s={title:r,excerpt:o,body:t?Se(e.body):e.body,...Hn(i)},a=Ve(`article ${e.id}`,s,({title:u="",excerpt:p="",body:c="",...d},g)=>q(mo,{input:{articleId:e.id,title:u.trim(),excerpt:p.trim(),body:t?he(c):c,media:Xt(d),idempotencyKey:g}}),()=>{X(),fe("It is saved."),J(f("a",e.id))});return n(Le,{of:a,button:"Save",cancel:f("a",e.id),children:n(Si,{of:a,bodyHint:t?Pi:"This text is HTML."})})}function Ii({route:e}){H("Your profile");let t=O(e.visit,uo,{}),r=t.first?.viewer?.user;return n("div",{class:"narrow",children:[n("h1",{children:"Your profile"}),r&&n(Ys,{user:r},r.id),t.first&&!r&&!t.failure&&n(R,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&n(L,{rows:1}),t.failure&&n(W,{failure:t.failure,again:t.again})]})}function Ys({user:e}){let t=e.bio??"",r=He(t),o={name:e.name??"",handle:e.handle??"",avatarUrl:e.avatarUrl??"",bio:r?Se(t):t},i=Ve("profile",o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,d.trim()?c==="bio"&&r?he(d):d.trim():null]);return q(Nt,{input:{...Object.fromEntries(p),idempotencyKey:a}})},s=>{X(),fe("It is saved."),J(s?.user?.handle?f("u",s.user.handle):f(""))});return n(Le,{of:i,button:"Save",cancel:e.handle?f("u",e.handle):f(""),children:[n(oe,{of:i,name:"name",label:"Name",most:100,hint:"What others call you."}),n(oe,{of:i,name:"handle",label:"Handle",most:128,hint:"Yours alone, without spaces. It is the address of your profile."}),n(oe,{of:i,name:"avatarUrl",label:"Picture",type:"url",most:2008,optional:!0,hint:"The address of a picture of you. It begins with https://."}),n(oe,{of:i,name:"bio",label:"About you",most:1e4,rows:5,optional:!0,...!r&&{hint:"This text is HTML."}})]})}function Ri(){H("Found a tribe");let t=Ve("tribe",{name:"",slug:"",description:""},({name:r="",slug:o="",description:i=""},s)=>q(bn,{input:{name:r.trim()||null,slug:o.trim()||ht(r)||null,description:he(i),idempotencyKey:s}}),r=>{X(),fe("It is founded, and yours."),J(r?.tribe?.slug?f("t",r.tribe.slug):f("tribes"))});return n("div",{class:"narrow",children:[n("h1",{children:"Found a tribe"}),n(Le,{of:t,button:"Found it",cancel:f("tribes"),children:n(Mi,{of:t,asText:!0})})]})}function Mi({of:e,asText:t}){return n(S,{children:[n(oe,{of:e,name:"name",label:"Name",most:100}),n(oe,{of:e,name:"slug",label:"Address",most:128,optional:!0,hint:`What stands in its address: /t/${e.values.slug||ht(e.values.name??"")||"\u2026"}`}),n(oe,{of:e,name:"description",label:"What it is about",most:1e4,rows:5,optional:!0,...!t&&{hint:"This text is HTML."}})]})}function Di({route:e}){H("Describe the tribe");let t=O(e.visit,lo,{slug:e.of}),r=t.first?.tribe;return n("div",{class:"narrow",children:[n("h1",{children:r?`Describe ${_(r)}`:"Describe a tribe"}),r?.viewerCanEdit&&n(zs,{tribe:r},r.id),r&&!r.viewerCanEdit&&n(R,{children:"Those who own the tribe describe it."}),t.first&&!t.failure&&!r&&n(R,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),!t.first&&t.busy&&n(L,{rows:1}),t.failure&&n(W,{failure:t.failure,again:t.again})]})}function zs({tribe:e}){let t=e.description??"",r=He(t),o={name:e.name??"",slug:e.slug??"",description:r?Se(t):t},i=Ve(`tribe ${e.id}`,o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,c==="description"&&r?he(d):d.trim()||null]);return q(bn,{input:{tribeId:e.id,...Object.fromEntries(p),idempotencyKey:a}})},s=>{X(),fe("It is saved."),J(f("t",s?.tribe?.slug??e.slug??""))});return n(Le,{of:i,button:"Save",cancel:f("t",e.slug??""),children:n(Mi,{of:i,asText:r})})}var Wn={"":bi,all:yi,tribes:wi,"tribes/new":Ri,people:_i,inbox:si,search:mi,write:Ai,me:Ii,"a/*":ri,"a/*/edit":Ui,"t/*":Ci,"t/*/leaderboard":oi,"t/*/edit":Di,"u/*":xi};function Xs({page:e,of:t,part:r}){return t?Wn[[e,t,r].filter(Boolean).join("/")]??Wn[[e,"*",r].filter(Boolean).join("/")]:Wn[e]}function Js(){let[e,t]=D(Cn),[r,o]=D(B);I(()=>{let a=()=>{Fi.set(e.visit,scrollY),t(Cn())};return addEventListener("popstate",a),addEventListener("click",xn),()=>{removeEventListener("popstate",a),removeEventListener("click",xn)}},[e]),I(()=>{let a=Fi.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let i=a=>{Cr(a),hr(),X(),o(a)},s=Xs(e);return n(S,{children:[n("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),n(gi,{route:e,me:r,choose:i}),n(gr,{}),n("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?n(s,{route:e},`${r} ${e.visit}`):n(Ae,{children:"There is no such page."})}),n("footer",{class:"bottom",children:[n("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),n("button",{class:"quiet",onClick:()=>We.set(!0),children:["Keys: press ",n("kbd",{children:"?"})]})]}),n(_o,{}),n(fi,{}),n(Lo,{})]})}var Fi=new Map;history.scrollRestoration="manual";di();er(n(Js,{}),document.body);
